"""Browse imported runs."""

from app.domain.workspace import LOCAL
from app.store.runs import RunSummary
from app.store.work import Work

__all__ = ["RunSummary", "browse_runs"]

PAGE = 200  # runs in one list


def browse_runs(work: Work, *, offset: int = 0) -> tuple[RunSummary, ...]:
    """Imported runs, the latest first, at most 200 at once. Bundled runs are not among them."""
    return work.runs.listed(LOCAL, limit=PAGE, offset=offset)
