"""An imported run, of which everything may be seen."""

from app.domain.workspace import LOCAL
from app.reading.window import Window
from app.store.run_list import RunSummary
from app.store.work import Work


def read_run(work: Work, *, run: str) -> RunSummary:
    """Raises NotFound, for a bundled run too."""
    return work.runs.one(LOCAL, run)


def imported_window(work: Work, run: str) -> Window:
    """Raises NotFound, for a bundled run too."""
    return full_window(work, read_run(work, run=run))


def full_window(work: Work, run: RunSummary) -> Window:
    return Window(work=work, run_id=run.id, frontier=run.step_count, last_step=run.step_count)
