"""What every criterion is given: the diagnosis, the answer key, and the run that was read."""

from dataclasses import dataclass, field

from app.domain.answer_key import AnswerKey
from app.domain.diagnosis import Diagnosis
from app.domain.score import Outcome, Verdict
from app.domain.step import Run
from app.scoring.step_values import StepValues
from app.scoring.weights import CLEAN_WEIGHTS, FAULT_WEIGHTS


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoringCase:
    """One diagnosis of one run, with what is known of it. `values` are the values that each step shows."""

    diagnosis: Diagnosis
    key: AnswerKey
    run: Run
    values: StepValues = field(repr=False, compare=False)

    def named(self, number: int) -> str:
        """`step 9 (get_invoice)`."""
        return f"step {number} ({self.run.steps[number - 1].name})"

    def all_named(self, numbers: tuple[int, ...]) -> str:
        """`step 9 (get_invoice) or step 11 (get_invoice)`."""
        return " or ".join(map(self.named, numbers))


def judged(criterion: str, credit: float, sentence: str) -> Verdict:
    """The verdict on an answer that was given: correct at full credit, incorrect at none, else partial."""
    outcome = Outcome.CORRECT if credit >= 1 else Outcome.PARTIAL if credit > 0 else Outcome.INCORRECT
    return _verdict(criterion, credit, outcome, sentence)


def unanswered(criterion: str, sentence: str) -> Verdict:
    """The verdict where nothing was answered."""
    return _verdict(criterion, 0.0, Outcome.NOT_ANSWERED, sentence)


def _verdict(criterion: str, credit: float, outcome: Outcome, sentence: str) -> Verdict:
    weight = float({**FAULT_WEIGHTS, **CLEAN_WEIGHTS}[criterion])
    return Verdict(criterion=criterion, weight=weight, credit=credit, outcome=outcome, sentence=sentence)
