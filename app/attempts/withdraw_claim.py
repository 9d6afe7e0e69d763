"""Withdraw a claim; it stays on record as withdrawn."""

from datetime import datetime

from app.attempts.attempt_view import AttemptView
from app.attempts.record import record
from app.domain.change import ClaimWithdrawn
from app.domain.errors import NotFound
from app.domain.viewer import Viewer
from app.store.work import Work


def withdraw_claim(work: Work, *, viewer: Viewer, attempt_id: str, claim_id: str, now: datetime) -> AttemptView:
    """The attempt with the claim withdrawn; withdrawing twice is withdrawing once."""
    attempt = work.attempts.for_change(viewer.id, attempt_id).not_locked()
    claim = next((known for known in attempt.claims if known.id == claim_id), None)
    if claim is None:
        raise NotFound("there is no such claim")
    changes = [] if claim.withdrawn_at else [ClaimWithdrawn(claim_id=claim_id)]
    return record(work, attempt, changes, viewer=viewer, now=now)
