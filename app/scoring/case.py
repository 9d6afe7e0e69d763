"""What every criterion is given: the diagnosis, the answer key, and the run that was read."""

from dataclasses import dataclass

from app.domain.answer_key import AnswerKey
from app.domain.diagnosis import Diagnosis
from app.domain.score import Outcome, Verdict
from app.domain.step import Run
from app.scoring.weights import WEIGHTS


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoringCase:
    """One diagnosis of one run, with what is known of it."""

    diagnosis: Diagnosis
    key: AnswerKey
    run: Run

    def named(self, number: int) -> str:
        """`step 9 (get_invoice)`."""
        return f"step {number} ({self.run.steps[number - 1].name})"

    def all_named(self, numbers: tuple[int, ...]) -> str:
        """`step 9 (get_invoice) or step 11 (get_invoice)`."""
        return " or ".join(map(self.named, numbers))


def judged(criterion: str, credit: float, sentence: str) -> Verdict:
    """The verdict on an answer that was given: correct at full credit, incorrect at none, else partial."""
    outcome = Outcome.CORRECT if credit >= 1 else Outcome.PARTIAL if credit > 0 else Outcome.INCORRECT
    return Verdict(criterion=criterion, weight=WEIGHTS[criterion], credit=credit, outcome=outcome, sentence=sentence)


def unanswered(criterion: str, sentence: str) -> Verdict:
    """The verdict where nothing was answered."""
    return Verdict(
        criterion=criterion,
        weight=WEIGHTS[criterion],
        credit=0.0,
        outcome=Outcome.NOT_ANSWERED,
        sentence=sentence,
    )
