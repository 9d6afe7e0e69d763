"""Attempts that are made and handed in through the use cases, for what they come to together."""

from datetime import timedelta

from adas_attempt import NINE

from app.attempts.lock import lock
from app.attempts.pin_evidence import pin_evidence
from app.attempts.save_draft import save_draft
from app.attempts.submit import submit
from app.attempts.take_hint import take_hint
from app.domain.claim import Evidence, Pin, ProofRole
from app.domain.diagnosis import Diagnosis, FailurePath, Forecast, RankedClaim
from app.domain.scenario import Reveal
from app.domain.viewer import Reader
from app.practice.start import start_attempt

ADA, MALLORY = Reader(id="ada-who-reads"), Reader(id="mallory")
PROOF = (
    Evidence(pin=Pin(step=2, quote="bergamot"), role=ProofRole.WRONG),
    Evidence(pin=Pin(step=1, quote="amaranth"), role=ProofRole.RIGHT),
)
RIGHT = Diagnosis(
    claims=(RankedClaim(step=2, confidence=0.9),),
    path=FailurePath(acted_on=3, damage=6),
    failure_class="tool.unit_error",
    explanation="peregrine",
)
FORESEEN = (Forecast(remedy="sealed-unit", passes=0.95), Forecast(remedy="sealed-retry", passes=0.05))


def begun(work, slug, *, as_=None, viewer=ADA, at=NINE):
    """An attempt with all steps in sight, under its scenario's name if no other is given."""
    begin = {"slug": slug, "variant": None, "reveal": Reveal.OPEN, "attempt_id": as_ or slug, "now": at}
    start_attempt(work, viewer=viewer, **begin)
    return {"viewer": viewer, "attempt_id": as_ or slug}


def locked(work, slug, said=RIGHT, *, pins=(), hints=0, at=NINE, **how):
    """After ten minutes."""
    theirs = begun(work, slug, at=at, **how) | {"now": at + timedelta(minutes=10)}
    for pin in pins:
        pin_evidence(work, **theirs, evidence=pin)
    for _ in range(hints):
        take_hint(work, **theirs)
    save_draft(work, **theirs, diagnosis=said)
    lock(work, **theirs)
    return theirs


def handed_in(work, slug, said=RIGHT, *, forecast=(), at=NINE, **how):
    """After twelve minutes."""
    theirs = locked(work, slug, said, at=at, **how) | {"now": at + timedelta(minutes=12)}
    save_draft(work, **theirs, diagnosis=Diagnosis(forecast=forecast))
    return submit(work, **theirs)


def claiming(step, confidence):
    """A step as the root cause, with a confidence, and nothing else."""
    return Diagnosis(claims=(RankedClaim(step=step, confidence=confidence),))
