"""Claims with what became of them: each hypothesis once, as it stands now, with its earlier wordings."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.claim import Claim, Evidence

SURENESS = (
    (0, "a mere guess"),
    (20, "possible"),
    (40, "as likely as not"),
    (60, "likely"),
    (80, "very likely"),
    (95, "all but certain"),
)


@dataclass(frozen=True, slots=True)
class ClaimThread:
    """A claim as it was last put; `earlier` are the wordings before it, the latest first."""

    claim: Claim
    earlier: tuple[Claim, ...] = ()

    @property
    def stands(self) -> bool:
        return self.claim.withdrawn_at is None

    def evidence(self, pinned: Sequence[Evidence]) -> tuple[Evidence, ...]:
        """What was pinned for it, under whichever of its wordings."""
        wordings = {wording.id for wording in (self.claim, *self.earlier)}
        return tuple(each for each in pinned if each.claim in wordings)


def threads(logged: Sequence[Claim]) -> tuple[ClaimThread, ...]:
    """The claims in the order in which they were first logged."""
    found: dict[str, list[Claim]] = {}
    first_of: dict[str, str] = {}
    for claim in logged:
        first_of[claim.id] = first_of.get(claim.revises or "", claim.id)
        found.setdefault(first_of[claim.id], []).append(claim)
    return tuple(ClaimThread(said[-1], tuple(reversed(said[:-1]))) for said in found.values())


def percent(share: float) -> str:
    """`0.7` -> `70 %`."""
    return f"{round(share * 100)} %"


def sureness(confidence: float | None) -> str:
    """A confidence between 0 and 1 in words; one that was not stated is no even chance."""
    if confidence is None:
        return "not said"
    return next(words for least, words in reversed(SURENESS) if round(confidence * 100) >= least)
