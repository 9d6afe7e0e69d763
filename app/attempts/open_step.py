"""Open a step: note that it is looked at."""

from datetime import datetime

from app.domain.viewer import Viewer
from app.store.work import Work


def note_opening(work: Work, *, viewer: Viewer, attempt_id: str, number: int, now: datetime) -> None:
    """Note that a step is looked at. Raises NotRevealed past the frontier; after submission nothing is noted."""
    attempt = work.attempts.for_change(viewer.id, attempt_id)
    work.attempts.record(attempt, attempt.open(number), actor=viewer.id, at=now)
