"""Read an attempt as it stands."""

from app.attempts.attempt_view import AttemptView, attempt_view
from app.store.work import Work


def read_attempt(work: Work, *, reader: str, attempt_id: str) -> AttemptView:
    """Raises NotFound where there is none, in the same words as for another reader's."""
    return attempt_view(work, work.attempts.of(reader, attempt_id))
