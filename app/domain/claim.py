"""A hypothesis that is logged while reading, and the evidence that is pinned beside it."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class ProofRole(StrEnum):
    """What a pinned passage is there for: it shows what is wrong, or what would have been right."""

    WRONG = "wrong"
    RIGHT = "right"


class CheckOutcome(StrEnum):
    """What became of what a claim expected; `none` takes back what was noted."""

    SEEN = "seen"
    RULED_OUT = "ruled_out"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCheck:
    """What a reader noted of a claim's expectation, and at which step."""

    outcome: CheckOutcome
    step: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A hypothesis logged while reading. A revision is a new claim that names the one it `revises`.

    `confidence` lies between 0 and 1; None where the reader gave none. `check` is what stands of what it expected;
    a revision begins without one.
    """

    id: str
    step: int
    what: str
    at: datetime
    because: str = ""
    would_expect: str = ""
    would_rule_out: str = ""
    confidence: float | None = None
    revises: str | None = None
    withdrawn_at: datetime | None = None
    check: ClaimCheck | None = None

    @property
    def expects(self) -> bool:
        """Whether it says what would be seen next, or what would rule it out."""
        return bool(self.would_expect.strip() or self.would_rule_out.strip())

    def withdrawn(self, *, at: datetime) -> "Claim":
        return replace(self, withdrawn_at=at)

    def checked(self, check: ClaimCheck) -> "Claim":
        return replace(self, check=None if check.outcome is CheckOutcome.NONE else check)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """A passage of a step: `quote`, or in words what is `missing` there; with neither, the step as a whole."""

    step: int
    quote: str | None = None
    missing: str | None = None

    @classmethod
    def typed(cls, step: int, quote: str | None = None, missing: str | None = None) -> "Pin":
        """As it came from a form, where what was left blank was not said."""
        return cls(step=step, quote=(quote or "").strip() or None, missing=(missing or "").strip() or None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A pin, the claim (by its id) that it was pinned for, and its role in the proof; None for either if none."""

    pin: Pin
    role: ProofRole | None = None
    claim: str | None = None
