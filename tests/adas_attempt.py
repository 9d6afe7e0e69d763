"""Ada's attempt of the tests: its time, its words, and what was noted of it."""

from datetime import UTC, datetime

from app.attempts.lock import lock
from app.attempts.submit import submit
from app.domain.claim import Claim
from app.domain.diagnosis import Diagnosis, OwnFix, RankedClaim
from app.domain.fault import Lever
from app.domain.viewer import Reader

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

ADA = {"viewer": Reader(id="ada"), "attempt_id": "one"}

ACT = ADA | {"now": NINE}

GOOD = Diagnosis(
    claims=(RankedClaim(step=2, confidence=0.9),),
    failure_class="tool.unit_error",
    own_fix=OwnFix(lever=Lever.TOOL),
)


def claim(**fields):
    return Claim(**({"id": "c1", "step": 2, "what": "the unit is missing", "at": NINE} | fields))


def hand_in(work, **at):
    """Lock the first part of the draft, and submit it."""
    lock(work, **(ACT | at))
    return submit(work, **(ACT | at))


def kinds(work):
    return [event.kind for event in work.events.of("one")]
