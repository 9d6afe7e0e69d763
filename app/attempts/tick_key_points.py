"""Tick the key points that a reader finds in their own explanation."""

from collections.abc import Collection
from datetime import datetime

from app.attempts.attempt_view import AttemptView
from app.attempts.read_reveal import check_submitted
from app.attempts.record import record
from app.domain.viewer import Viewer
from app.store.keys import Keys
from app.store.work import Work


def tick_key_points(
    work: Work, *, viewer: Viewer, attempt_id: str, points: Collection[int], now: datetime
) -> AttemptView:
    """The attempt with these points ticked and no others, counted from 1 in the key that it was compared with.

    Raises NotRevealed before the diagnosis is submitted, NotAllowed where the answer is withheld, WrongState where
    there is no explanation or no key point, and DiagnosisRejected for a point that the key does not have.
    """
    attempt = work.attempts.for_change(viewer.id, attempt_id)
    check_submitted(work, attempt, viewer=viewer)
    known = work.open(Keys).of(attempt.edition).key_points
    return record(work, attempt, attempt.tick(points, of=len(known)), viewer=viewer, now=now)
