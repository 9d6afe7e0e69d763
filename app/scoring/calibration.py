"""How well stated probabilities match the truth, apart from the total: of one score, and of many together."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app.domain.answer_key import AnswerKey
from app.domain.diagnosis import Diagnosis
from app.domain.score import StatedProbability
from app.domain.step import Run
from app.scoring.relation import CauseRelation, relation
from app.scoring.weights import FORECAST, ROOT_CAUSE
from app.scoring.wilson import Interval, wilson

ENOUGH = 10  # first attempts in which something was stated; of fewer an interval spans half of what is possible


def stated(diagnosis: Diagnosis, key: AnswerKey, *, run: Run) -> tuple[StatedProbability, ...]:
    """Each confidence that a step is the root cause, then each forecast, with what is true.

    Only a root cause makes a confidence true, not a step that is worth a part of the credit.
    """
    return (*_confidences(diagnosis, key, run), *_forecasts(diagnosis, key))


def _confidences(diagnosis: Diagnosis, key: AnswerKey, run: Run) -> Iterator[StatedProbability]:
    for claim in diagnosis.claims:
        if claim.confidence is not None:
            root = relation(claim.step, key, run=run) is CauseRelation.ROOT
            yield StatedProbability(criterion=ROOT_CAUSE, probability=claim.confidence, came_true=root)


def _forecasts(diagnosis: Diagnosis, key: AnswerKey) -> Iterator[StatedProbability]:
    did = {remedy.id: bool(remedy.passes) for remedy in key.asked}
    for each in diagnosis.forecast:
        if each.remedy in did:
            yield StatedProbability(criterion=FORECAST, probability=each.passes, came_true=did[each.remedy])


def said_of(criterion: str, said: Sequence[StatedProbability]) -> tuple[StatedProbability, ...]:
    """What was stated for one criterion."""
    return tuple(each for each in said if each.criterion == criterion)


def brier(said: Sequence[StatedProbability]) -> float | None:
    """The mean squared distance of what was stated from 1 for what was so and 0 for what was not; None of nothing.

    0 is perfect, 0.25 is what saying 0.5 each time earns, 1 is to be certain and wrong.
    Glenn W. Brier, "Verification of forecasts expressed in terms of probability", 1950.
    """
    return sum((each.probability - each.came_true) ** 2 for each in said) / len(said) if said else None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationBin:
    """What was stated between two probabilities: `mean` is the average of it, `true` of the `of` came true.

    `share` is where the true share lies in 95 of 100 such samples. Without anything stated there is neither.
    """

    name: str
    of: int
    true: int
    mean: float | None
    share: Interval | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Of so many `attempts` in which something was stated: the bins and the Brier score, from `ENOUGH` of them on."""

    attempts: int
    bins: tuple[CalibrationBin, ...] = ()
    brier: float | None = None

    @property
    def needed(self) -> int:
        """How many attempts are missing until something can be told."""
        return max(0, ENOUGH - self.attempts)


# By name, from below upwards: whether a probability lies in it. Few, so that each may hold more than one or two.
_BINS: tuple[tuple[str, Callable[[float], bool]], ...] = (
    ("under 50 %", lambda probability: probability < 0.5),
    ("50 to 69 %", lambda probability: 0.5 <= probability < 0.7),
    ("70 to 85 %", lambda probability: 0.7 <= probability <= 0.85),
    ("over 85 %", lambda probability: probability > 0.85),
)


def calibration(attempts: Sequence[Sequence[StatedProbability]]) -> Calibration:
    """What was stated in several attempts, an element each, against what was true."""
    told = [said for said in attempts if said]
    if len(told) < ENOUGH:
        return Calibration(attempts=len(told))
    every = [each for said in told for each in said]
    bins = tuple(_bin(name, [each for each in every if holds(each.probability)]) for name, holds in _BINS)
    return Calibration(attempts=len(told), bins=bins, brier=brier(every))


def _bin(name: str, said: Sequence[StatedProbability]) -> CalibrationBin:
    true = sum(each.came_true for each in said)
    return CalibrationBin(
        name=name,
        of=len(said),
        true=true,
        mean=sum(each.probability for each in said) / len(said) if said else None,
        share=wilson(true, of=len(said)) if said else None,
    )
