"""View an imported run, of which everything may be seen."""

from app.domain.header import StepHeader
from app.domain.workspace import LOCAL
from app.reading.window import StepView, Window
from app.store.run_list import RunSummary
from app.store.work import Work


def read_run(work: Work, *, run: str) -> RunSummary:
    """Raises NotFound, for a bundled run too."""
    return work.runs.one(LOCAL, run)


def view_run_step(work: Work, *, run: str, number: int) -> StepView:
    """One step of an imported run."""
    return imported_window(work, run).view(number)


def list_run_steps(work: Work, *, run: str, first: int, last: int) -> tuple[StepHeader, ...]:
    """Rows of an imported run's step list, at most 500."""
    return imported_window(work, run).headers(first, last)


def imported_window(work: Work, run: str) -> Window:
    last = work.runs.one(LOCAL, run).step_count
    return Window(work=work, run_id=run, frontier=last, last_step=last)
