"""Browse imported runs, a page at a time."""

from app.domain.permission import workspace_of
from app.domain.viewer import Viewer
from app.store.run_list import RunKey, RunPage
from app.store.work import Work

PAGE = 200  # runs in one list


def browse_runs(
    work: Work, *, viewer: Viewer, older_than: str | None = None, newer_than: str | None = None
) -> RunPage:
    """Runs of the viewer's workspace, the latest first, at most 200 at once.

    Keys are those that a page names as the places of its neighbours.
    """
    workspace = workspace_of(viewer)
    if older_than is not None:
        return work.run_list.older(workspace, RunKey.of(older_than), limit=PAGE)
    if newer_than is not None:
        return work.run_list.newer(workspace, RunKey.of(newer_than), limit=PAGE)
    return work.run_list.latest(workspace, limit=PAGE)
