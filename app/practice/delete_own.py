"""Delete one's own attempts for good: all of them, or one."""

from app.domain.errors import NotFound
from app.domain.viewer import Viewer
from app.store.engine import Store


def delete_own_attempts(store: Store, *, viewer: Viewer) -> int:
    """Every attempt of whoever asks, with what was recorded of it; how many there were."""
    with store.writing() as work:
        gone = work.attempts.remove(viewer.id)
    if gone:
        store.empty_log()
    return gone


def delete_own_attempt(store: Store, *, viewer: Viewer, attempt_id: str) -> None:
    """One attempt. Raises NotFound where there is none, in the same words as for another reader's."""
    with store.writing() as work:
        if not work.attempts.remove(viewer.id, attempt_id):
            raise NotFound("there is no such attempt")
    store.empty_log()
