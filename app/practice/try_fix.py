"""Try a fix: the run that was recorded with a remedy, beside the one that was read."""

from dataclasses import dataclass

from app.attempts.read_reveal import read_answer
from app.domain.answer import RemedyOutcome
from app.domain.errors import NotFound
from app.domain.viewer import Viewer
from app.practice.compare_arms import ArmComparison, compare_arms
from app.reading.window import StepView
from app.store.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class RemedyTrial:
    """A remedy, what came of it, and the comparison with its run.

    `before` and `after` are the last words of either run; None where a run said none.
    """

    remedy: RemedyOutcome
    comparison: ArmComparison
    before: StepView | None
    after: StepView | None


def try_fix(work: Work, *, viewer: Viewer, attempt_id: str, remedy: str) -> RemedyTrial:
    """Raises NotRevealed before the diagnosis is submitted, NotFound for a remedy that is not the variant's."""
    answer = read_answer(work, viewer=viewer, attempt_id=attempt_id)
    chosen = next((known for known in answer.remedies if known.id == remedy), None)
    if chosen is None:
        raise NotFound("there is no such remedy")
    found = compare_arms(work, viewer=viewer, attempt_id=attempt_id, arm=remedy)
    ours, theirs = found.answers
    return RemedyTrial(
        remedy=chosen,
        comparison=found,
        before=None if ours is None else found.shown.view(ours),
        after=None if theirs is None else found.other.view(theirs),
    )
