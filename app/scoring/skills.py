"""What was right first time, by skill and by family of failure: how often, of how many."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from app.domain.score import Outcome, Score, Verdict
from app.scoring.calibration import said_of
from app.scoring.weights import (
    CLEARING,
    FAILURE_CLASS,
    FORECAST,
    NOTHING_WRONG,
    PATH,
    PROOF,
    ROOT_CAUSE,
)

# Each criterion as a reader knows it: what somebody can do who meets it.
SKILLS: Mapping[str, str] = MappingProxyType(
    {
        ROOT_CAUSE: "Finding the step where it began",
        PROOF: "Proving it by two passages",
        PATH: "Following it to the damage",
        FAILURE_CLASS: "Naming the class of failure",
        FORECAST: "Forecasting what a change does",
        NOTHING_WRONG: "Seeing that nothing is wrong",
        CLEARING: "Clearing what only looks wrong",
    }
)


@dataclass(frozen=True, slots=True)
class Tally:
    """How often something was right, and in part, of how many times."""

    right: int = 0
    partly: int = 0
    of: int = 0

    def with_one(self, outcome: Outcome) -> "Tally":
        return Tally(
            right=self.right + (outcome is Outcome.CORRECT),
            partly=self.partly + (outcome is Outcome.PARTIAL),
            of=self.of + 1,
        )


def by_skill(scores: Iterable[Score]) -> dict[str, Tally]:
    """By criterion, in the order of `SKILLS`; what no score has a verdict on is not there."""
    found: dict[str, Tally] = {}
    for each in scores:
        for verdict in each.verdicts:
            outcome = _outcome(verdict, each)
            if verdict.criterion in SKILLS and outcome is not None:
                found[verdict.criterion] = found.get(verdict.criterion, Tally()).with_one(outcome)
    return {criterion: found[criterion] for criterion in SKILLS if criterion in found}


def _outcome(verdict: Verdict, score: Score) -> Outcome | None:
    """As the verdict has it; a forecast is right where every change is on the right side of an even chance.

    Its credit is full for certainty alone. None for a forecast of an earlier version, which did not keep what was
    stated.
    """
    if verdict.criterion != FORECAST or verdict.outcome is Outcome.NOT_ANSWERED:
        return verdict.outcome
    said = said_of(FORECAST, score.stated)
    if not said:
        return None
    hits = sum(each.probability > 0.5 if each.came_true else each.probability < 0.5 for each in said)
    return Outcome.CORRECT if hits == len(said) else Outcome.PARTIAL if hits else Outcome.INCORRECT


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyTally:
    """Runs whose failure is of one family: how often the step was found, and how often the class was named."""

    family: str
    found: Tally = Tally()
    named: Tally = Tally()


def by_family(scores: Sequence[tuple[str, Score]]) -> tuple[FamilyTally, ...]:
    """Of scores with the class that the failure truly has, as `family.code`; by family, from A to Z."""
    told: dict[str, list[Score]] = {}
    for failure_class, score in scores:
        told.setdefault(failure_class.partition(".")[0], []).append(score)
    return tuple(_tally(family, by_skill(found)) for family, found in sorted(told.items()))


def _tally(family: str, skills: Mapping[str, Tally]) -> FamilyTally:
    found, named = (skills.get(criterion, Tally()) for criterion in (ROOT_CAUSE, FAILURE_CLASS))
    return FamilyTally(family=family, found=found, named=named)
