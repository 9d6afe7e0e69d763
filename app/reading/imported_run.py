"""An imported run, of which everything may be seen."""

from app.domain.permission import workspace_of
from app.domain.viewer import Viewer
from app.reading.window import Window
from app.store.run_list import RunSummary
from app.store.work import Work


def read_run(work: Work, *, viewer: Viewer, run: str) -> RunSummary:
    """Raises NotFound, for a bundled run and for another workspace's too."""
    return work.runs.one(workspace_of(viewer), run)


def imported_window(work: Work, *, viewer: Viewer, run: str) -> Window:
    """Raises NotFound, as `read_run` does."""
    return window_of(work, read_run(work, viewer=viewer, run=run))


def window_of(work: Work, run: RunSummary) -> Window:
    return Window.full(work, run.id, steps=run.step_count)
