"""Browse imported runs, a page at a time."""

from app.domain.workspace import LOCAL
from app.store.run_list import RunKey, RunPage
from app.store.work import Work

PAGE = 200  # runs in one list


def browse_runs(work: Work, *, older_than: str | None = None, newer_than: str | None = None) -> RunPage:
    """Imported runs, the latest first, at most 200 at once. Bundled runs are not among them.

    Keys are those that a page names as the places of its neighbours.
    """
    if older_than is not None:
        return work.run_list.older(LOCAL, RunKey.of(older_than), limit=PAGE)
    if newer_than is not None:
        return work.run_list.newer(LOCAL, RunKey.of(newer_than), limit=PAGE)
    return work.run_list.latest(LOCAL, limit=PAGE)
