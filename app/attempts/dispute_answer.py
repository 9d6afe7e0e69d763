"""Dispute the answer, once it is told: what its reader holds against the key, for those who write it."""

from datetime import datetime

from app.attempts.attempt_view import AttemptView
from app.attempts.read_reveal import check_submitted
from app.attempts.record import record
from app.domain.dispute import Commitment
from app.domain.viewer import Viewer
from app.store.work import Work


def dispute_answer(
    work: Work, *, viewer: Viewer, attempt_id: str, commitment: Commitment, text: str, now: datetime
) -> AttemptView:
    """The attempt with the dispute; the same twice is said once.

    Raises NotRevealed before the diagnosis is submitted, NotAllowed where the answer is withheld, DiagnosisRejected
    for a text that cannot be kept, and WrongState for one dispute too many.
    """
    attempt = work.attempts.for_change(viewer.id, attempt_id)
    check_submitted(work, attempt, viewer=viewer)
    return record(work, attempt, attempt.dispute(commitment, text), viewer=viewer, now=now)
