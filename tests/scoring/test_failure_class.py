"""What choosing a failure class earns."""

import pytest

from app.domain.answer_key import AnswerKey
from app.domain.diagnosis import Diagnosis
from app.domain.score import Outcome
from app.domain.step import Run
from app.scoring.case import ScoringCase
from app.scoring.failure_class import failure_class
from app.scoring.step_values import StepValues


@pytest.mark.parametrize(
    ("chosen", "credit", "outcome", "sentence"),
    [
        (
            "tool.unit_error", 1.0, Outcome.CORRECT,
            ("You chose “tool: unit error” (a tool's number was read in another unit than it was given in). "
            "That is the class of this failure."),
        ),
        (
            "tool.schema_drift", 1.0, Outcome.CORRECT,
            ("You chose “tool: schema drift”, which can be defended as well: full credit; it is “tool: unit error” (a tool's "
            "number was read in another unit than it was given in)."),
        ),
        (
            "tool.output_truncated", 0.5, Outcome.PARTIAL,
            ("You chose “tool: output truncated”; it is “tool: unit error” (a tool's number was read in another unit than it was "
            "given in). Both are tool failures: half the credit."),
        ),
        (
            "loop.oscillation", 0.0, Outcome.INCORRECT,
            ("You chose “loop: oscillation”; it is “tool: unit error” (a tool's number was read in another unit than it was "
            "given in), of another family: no credit."),
        ),
        (
            None, 0.0, Outcome.NOT_ANSWERED,
            ("You chose no failure class; it is “tool: unit error” (a tool's number was read in another unit than it was "
            "given in)."),
        ),
    ],
    ids=["exact", "accepted", "family", "other", "none"],
)  # fmt: skip
def test_the_class_or_its_family(
    *, chosen: str | None, credit: float, outcome: Outcome, sentence: str, key: AnswerKey, run: Run
) -> None:
    diagnosis = Diagnosis(failure_class=chosen)
    verdict = failure_class(ScoringCase(diagnosis=diagnosis, key=key, run=run, values=StepValues(run)))
    assert (verdict.credit, verdict.outcome, verdict.sentence) == (credit, outcome, sentence)
