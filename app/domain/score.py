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
    """One criterion's outcome. `credit` lies between 0 and 1; points are `credit * weight`.

    The weights of a score's verdicts add up to 100.
    """

    criterion: str
    weight: float
    credit: float
    outcome: Outcome
    sentence: str

    @property
    def points(self) -> float:
        return self.credit * self.weight


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A criterion that a run cannot have, and why."""

    criterion: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What a guess that reads nothing would have scored on this trace.

    `step` is None where the guess names no step; `chance` is the probability that it names the root cause
    (0 or 1 for all but the random guess), and `total` its score, for the random guess the expected one.
    """

    name: str
    step: int | None
    chance: float
    total: float

    @property
    def finds_root(self) -> bool:
        return self.chance == 1


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedProbability:
    """How likely, from 0 to 1, a reader said that something is so, and whether it was.

    `criterion` is what it was said for: that a step is the root cause, or that the check passes with a change.
    """

    criterion: str
    probability: float
    came_true: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Weighted verdicts. `total` lies between 0 and 100; `capped` tells that `cap` held it down.

    `brier` is the mean squared distance of the claims' confidence from what is true, 0 at best and 1 at worst;
    None where no confidence was stated. It stands beside the total and never changes it. `left_out` names the
    criteria that this run cannot have, each with its reason: their weight went to the others in proportion. `stated`
    are the probabilities that were stated, each with the truth; none in what an earlier version scored.
    """

    verdicts: tuple[Verdict, ...]
    total: float
    capped: bool = False
    cap: float = 100.0
    baselines: tuple[Baseline, ...] = ()
    brier: float | None = None
    left_out: tuple[LeftOut, ...] = ()
    stated: tuple[StatedProbability, ...] = ()
