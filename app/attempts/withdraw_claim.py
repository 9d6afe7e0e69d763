"""Withdraw a claim; it stays on record as withdrawn."""

from dataclasses import replace
from datetime import datetime

from app.attempts.record import record
from app.domain.errors import NotFound
from app.reading.sitting import Sitting, seated
from app.store.work import Work


def withdraw_claim(work: Work, *, reader: str, attempt_id: str, claim_id: str, now: datetime) -> Sitting:
    """The attempt with the claim withdrawn; withdrawing twice is withdrawing once."""
    attempt = work.attempts.for_change(reader, attempt_id).still_open()
    claim = next((known for known in attempt.claims if known.id == claim_id), None)
    if claim is None:
        raise NotFound("there is no such claim")
    if claim.withdrawn_at is not None:
        return seated(work, attempt, reader=reader)
    claims = tuple(replace(each, withdrawn_at=now) if each.id == claim_id else each for each in attempt.claims)
    changed = replace(attempt, claims=claims)
    return record(work, changed, "claim.withdrawn", {"claim": claim_id}, reader=reader, now=now)
