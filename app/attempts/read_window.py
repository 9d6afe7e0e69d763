"""Read what may be seen of an attempt's run."""

from app.attempts.attempt_view import window_on
from app.domain.viewer import Viewer
from app.reading.window import Window
from app.store.work import Work


def read_window(work: Work, *, viewer: Viewer, attempt_id: str) -> Window:
    """Raises NotFound where there is none, in the same words as for another reader's."""
    return window_on(work, work.attempts.of(viewer.id, attempt_id))
