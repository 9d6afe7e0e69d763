"""What a diagnosis earned: verdicts with their sentences, and the total they add up to."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    CORRECT = "correct"
    PARTIAL = "partial"
    INCORRECT = "incorrect"
    NOT_ANSWERED = "not answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One criterion's outcome. `credit` lies between 0 and 1; points are `credit * weight`."""

    criterion: str
    weight: int
    credit: float
    outcome: Outcome
    sentence: str

    @property
    def points(self) -> float:
        return self.credit * self.weight


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What a guess that reads nothing would have scored on this trace."""

    name: str
    step: int | None
    finds_root: bool
    total: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Weighted verdicts. `total` lies between 0 and 100; `capped` tells that the cap at 50 held it down."""

    verdicts: tuple[Verdict, ...]
    total: float
    capped: bool = False
    baselines: tuple[Baseline, ...] = ()
