"""What a diagnosis missed most, by the weight that was lost, and what to do about it in the next run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from app.domain.diagnosis import Diagnosis
from app.domain.score import Outcome, Score, Verdict
from app.scoring.weights import CLEARING, FAILURE_CLASS, FORECAST, NOTHING_WRONG, PATH, PROOF, ROOT_CAUSE

WORTH_TELLING = 1.0  # points; a forecast of 95 % for what comes true loses less


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What to take along. `missed` is the criterion that lost most, None where none lost much or none was kept.

    `flawless` where every verdict is there and none lost much. `sentence` says what was missed, and what to do.
    """

    missed: str | None
    flawless: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class _Advice:
    """What to do in the next run, and in what words the criterion was missed, by outcome."""

    do: str
    missed: Mapping[Outcome, str]


ADVICE: Mapping[str, _Advice] = MappingProxyType(
    {
        ROOT_CAUSE: _Advice(
            "begin at the damage and walk back: stop at the first step that gave out something wrong although it was "
            "given nothing wrong",
            {
                Outcome.NOT_ANSWERED: "no step was named",
                Outcome.INCORRECT: "the step where it began was missed",
                Outcome.PARTIAL: "the step that was named hangs together with the one where it began",
            },
        ),
        PROOF: _Advice(
            "pin two passages that contradict each other before you lock: one shows what is wrong, the other what "
            "would have been right",
            {
                Outcome.NOT_ANSWERED: "no passage was pinned as proof",
                Outcome.INCORRECT: "none of the pinned passages proves it",
                Outcome.PARTIAL: "one of the two passages did not count",
            },
        ),
        PATH: _Advice(
            "follow the wrong thing forward from the root: name the first step that used it, and the step that did "
            "something in the world because of it",
            {
                Outcome.NOT_ANSWERED: "the path was left open",
                Outcome.INCORRECT: "the path went through other steps",
                Outcome.PARTIAL: "the path was right in part",
            },
        ),
        FAILURE_CLASS: _Advice(
            "ask first which part of the system would have to be mended, which is the family, and then what that "
            "part did, which is the class",
            {
                Outcome.NOT_ANSWERED: "no failure class was chosen",
                Outcome.INCORRECT: "the failure class is of another family",
                Outcome.PARTIAL: "the family was right, and the class another one of it",
            },
        ),
        FORECAST: _Advice(
            "ask of each change which step it would alter, and whether the wrong thing could still reach the damage",
            {
                Outcome.NOT_ANSWERED: "nothing was forecast",
                Outcome.INCORRECT: "the forecast knew no more than the share of changes that pass",
                Outcome.PARTIAL: "the forecast was right in part",
            },
        ),
        NOTHING_WRONG: _Advice(
            "look for the passage that would rule your theory out before you name a step",
            {
                Outcome.NOT_ANSWERED: "it was left open whether anything is wrong",
                Outcome.INCORRECT: "a fault was named in a run that is right",
            },
        ),
        CLEARING: _Advice(
            "note each step that looks wrong while you read, and pin the passage that settles it either way",
            {
                Outcome.NOT_ANSWERED: "no suspect was cleared",
                Outcome.INCORRECT: "no suspect was ruled out by what was pinned",
                Outcome.PARTIAL: "one of two suspects was cleared",
            },
        ),
    }
)
_FOUND = {ROOT_CAUSE: "You found the step", NOTHING_WRONG: "You saw that nothing is wrong"}
_FLAWLESS = "Nothing of weight was missed. In the next run, say before each step what you expect to see."
_UNKNOWN = "What was missed was not kept with this diagnosis. In the next run, pin what proves each claim."


def lesson(score: Score, said: Diagnosis) -> Lesson:
    """The lesson of a diagnosis and its score; verdicts of earlier rules, which had other criteria, teach none."""
    verdicts = [verdict for verdict in score.verdicts if verdict.criterion in ADVICE]
    worst = _worst(verdicts) if verdicts else None
    if worst is None or _lost(worst) < WORTH_TELLING:
        whole = bool(verdicts) and len(verdicts) == len(score.verdicts)
        return Lesson(missed=None, flawless=whole, sentence=_FLAWLESS if whole else _UNKNOWN)
    found = [_FOUND[each.criterion] for each in verdicts if each.criterion in _FOUND and not _lost(each)]
    told = "; ".join([*found, _missed(worst, said)])
    advice = f"{told[:1].upper()}{told[1:]}. In the next run, {ADVICE[worst.criterion].do}."
    return Lesson(missed=worst.criterion, flawless=False, sentence=advice)


def _worst(verdicts: Sequence[Verdict]) -> Verdict:
    """The verdict that lost most, the first of equals; no suspect can be cleared where a fault was named."""
    worst = max(verdicts, key=_lost)
    return verdicts[0] if worst.criterion == CLEARING and _lost(verdicts[0]) else worst


def _lost(verdict: Verdict) -> float:
    return verdict.weight - verdict.points


def _missed(verdict: Verdict, said: Diagnosis) -> str:
    """Of half a proof, which half; what else was missed, in the words of its outcome."""
    if verdict.criterion == PROOF and verdict.outcome is Outcome.PARTIAL:
        if not said.proof.right:
            return "the passage that shows what would have been right was missing"
        if not said.proof.wrong:
            return "the passage that shows what is wrong was missing"
    return ADVICE[verdict.criterion].missed[verdict.outcome]
