"""Try a fix, drawn: whether the check passes, where the run parts from the broken one, what it did and answered."""

from dataclasses import dataclass

from app.domain.answer import RemedyOutcome
from app.domain.header import StepHeader
from app.pages.reveal.fix_choice import FixGuess, verdict
from app.pages.value.text import DiffSegment, stretches
from app.practice.try_fix import RemedyTrial
from app.reading.window import StepView
from app.replay.aligned_calls import AlignedCall, AlignedCalls
from app.replay.alignment import RowRelation
from app.replay.delta import decision
from app.replay.words import word_diff

MOST_ACTS = 12  # changes of state that are listed; the comparison has the others
ACTS = {
    RowRelation.MATCHED: "as in the run you read",
    RowRelation.REPEATED: "as in the run you read",
    RowRelation.CHANGED: "differs from the run you read",
    RowRelation.ONLY_LEFT: "not done here",
    RowRelation.ONLY_RIGHT: "done here only",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SideEffect:
    """A step that changed something outside, in either run, and how it compares. `row` is the comparison's."""

    row: int
    header: StepHeader
    relation: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartingPoint:
    """Where two runs part: a sentence, and the row of the comparison that shows it; None where they never do."""

    words: str
    row: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FixTrial:
    """What came of a remedy. `problem` is the check's sentence where it fails; `verdict` is on what was expected."""

    remedy: RemedyOutcome
    guess: FixGuess
    verdict: str
    passes: bool
    problem: str | None
    parting: PartingPoint
    acts: tuple[SideEffect, ...]
    more_acts: int
    answer: tuple[DiffSegment, ...]
    same_answer: bool


def fix_trial(trial: RemedyTrial, *, guess: FixGuess, clean: bool) -> FixTrial:
    """The trial as the page shows it; of a clean control, every change that is tried leaves the check passing."""
    found = trial.comparison
    rows = found.calls.rows
    acts = found.acts[:MOST_ACTS]
    shown, other = found.headers(rows[index] for index in acts)
    before, after = _words(trial.before), _words(trial.after)
    passes = clean or trial.remedy.repairs
    return FixTrial(
        remedy=trial.remedy,
        guess=guess,
        verdict=verdict(guess.expected, passes=passes),
        passes=passes,
        problem=trial.remedy.problem,
        parting=parting(found.calls),
        acts=tuple(_act(index, rows[index], shown, other) for index in acts),
        more_acts=len(found.acts) - len(acts),
        answer=stretches(word_diff(before, after)),
        same_answer=before == after,
    )


def parting(calls: AlignedCalls) -> PartingPoint:
    """Where the run with the change parts from the one that was read, in a sentence."""
    rows, first, act = calls.rows, calls.first_divergence, calls.first_act
    if first is None:
        return PartingPoint(
            words="No step differs from the run you read: the change never comes into play.", row=None
        )
    if act is None:
        return PartingPoint(
            words=f"It is told something else from {_at(rows[first])} on, and acts as before.", row=first + 1
        )
    if rows[first].acted_otherwise:
        return PartingPoint(
            words=f"It parts from the run you read at {_at(rows[act])}: {_what(rows[act])}.", row=act + 1
        )
    given = f"It is told something else from {_at(rows[first])} on"
    return PartingPoint(
        words=f"{given}, and first acts otherwise at {_at(rows[act])}: {_what(rows[act])}.", row=act + 1
    )


def _at(row: AlignedCall) -> str:
    return f"its step {row.right}" if row.left is None else f"step {row.left}"


def _what(row: AlignedCall) -> str:
    if row.relation is RowRelation.ONLY_LEFT:
        return "it goes on without this step"
    if row.relation is RowRelation.ONLY_RIGHT:
        return "a step that the run you read does not have"
    *first, last = row.tells
    named = f"{', '.join(first)} and {last}" if first else last
    return f"{named} differ{'' if first else 's'}"


def _act(index: int, row: AlignedCall, shown: dict[int, StepHeader], other: dict[int, StepHeader]) -> SideEffect:
    header = other.get(row.right or 0) or shown[row.left or 0]
    return SideEffect(
        row=index + 1, header=header, relation=row.relation.value.replace(" ", "-"), words=ACTS[row.relation]
    )


def _words(view: StepView | None) -> str:
    """The last words of a run; what it called where it said nothing."""
    if view is None:
        return ""
    spoken = decision(view.step, view.messages(view.step.output_messages))
    return spoken.text or ", ".join(call.name for call in spoken.calls)
