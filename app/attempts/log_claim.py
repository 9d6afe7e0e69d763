"""Log a claim while reading, or revise one."""

from datetime import datetime

from app.attempts.attempt_view import AttemptView, window_on
from app.attempts.record import record
from app.domain.change import ClaimLogged
from app.domain.claim import Claim
from app.domain.errors import DiagnosisRejected, NotFound
from app.domain.viewer import Viewer
from app.store.work import Work

MAX_CLAIMS = 200  # an hour's reading brings forth ten
MAX_TEXT = 4_000  # characters of one field: a page


def log_claim(work: Work, *, viewer: Viewer, attempt_id: str, claim: Claim, now: datetime) -> AttemptView:
    """The attempt with the claim. A claim that `revises` another stands in its place; both stay on record.

    Raises DiagnosisRejected for a claim that says nothing or too much, NotRevealed for a step past the frontier.
    """
    attempt = work.attempts.for_change(viewer.id, attempt_id).not_locked()
    window_on(work, attempt).check(claim.step)
    _check(claim)
    if claim.revises is not None and claim.revises not in {known.id for known in attempt.claims}:
        raise NotFound("there is no such claim")
    if len(attempt.claims) >= MAX_CLAIMS:
        raise DiagnosisRejected(f"claims: {MAX_CLAIMS} are logged already, withdrawn ones too, and no more are kept")
    return record(work, attempt, [ClaimLogged(claim=claim)], viewer=viewer, now=now)


def _check(claim: Claim) -> None:
    if not claim.what.strip():
        raise DiagnosisRejected("what: say what looks wrong at this step")
    if claim.confidence is not None and not 0 <= claim.confidence <= 1:
        raise DiagnosisRejected(f"confidence: expected a number from 0 to 1, got {claim.confidence!r}")
    for name in ("what", "because", "would_expect", "would_rule_out"):
        if len(getattr(claim, name)) > MAX_TEXT:
            raise DiagnosisRejected(f"{name}: at most {MAX_TEXT} characters, please")
