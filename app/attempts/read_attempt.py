"""Read an attempt as it stands."""

from app.attempts.attempt_view import AttemptView, attempt_view
from app.domain.viewer import Viewer
from app.store.work import Work


def read_attempt(work: Work, *, viewer: Viewer, attempt_id: str) -> AttemptView:
    """Raises NotFound where there is none, in the same words as for another reader's."""
    return attempt_view(work, work.attempts.of(viewer.id, attempt_id), viewer=viewer)
