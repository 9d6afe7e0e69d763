"""Note whether what a claim expected was seen."""

from datetime import datetime

from app.attempts.attempt_view import AttemptView
from app.attempts.record import record
from app.domain.claim import CheckOutcome
from app.domain.viewer import Viewer
from app.store.work import Work


def check_claim(
    work: Work, *, viewer: Viewer, attempt_id: str, claim_id: str, outcome: CheckOutcome, step: int, now: datetime
) -> AttemptView:
    """The attempt with the outcome, one a claim; `none` takes it back.

    Raises NotRevealed for a step past the frontier, DiagnosisRejected for a claim that expects nothing, and
    WrongState for one that does not stand, and once the first part of the diagnosis is locked.
    """
    attempt = work.attempts.for_change(viewer.id, attempt_id)
    changes = attempt.check(claim_id, outcome=outcome, step=step)
    return record(work, attempt, changes, viewer=viewer, now=now)
