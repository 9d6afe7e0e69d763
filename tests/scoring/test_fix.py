"""What a fix earns."""

from dataclasses import replace

import pytest

from app.domain.answer_key import AnswerKey
from app.domain.diagnosis import Diagnosis
from app.domain.fault import Lever
from app.domain.score import Outcome
from app.domain.step import Run
from app.scoring.case import ScoringCase
from app.scoring.fix import fix

BEST = "The lever that repairs this run is tool, as in 'Return total_cents'."


@pytest.mark.parametrize(
    ("lever", "remedy", "credit", "sentence"),
    [
        (Lever.TOOL, None, 1.0, "Your lever, tool, is the one that repairs this run, as in 'Return total_cents'."),
        (Lever.PROMPT, None, 0.7, f"Your lever, prompt, is accepted for 0.7 of the credit. {BEST}"),
        (Lever.LOOP, None, 0.0, f"Your lever, loop, does not reach the cause. {BEST}"),
        (None, "name-unit", 1.0, "With your remedy, 'Return total_cents', the run passes its check."),
        (Lever.LOOP, "name-unit", 1.0, "With your remedy, 'Return total_cents', the run passes its check."),
        (
            Lever.PROMPT, "retry", 0.7,
            ("With your remedy, 'Retry the policy search', the run still fails its check. "
            f"Your lever, prompt, is accepted for 0.7 of the credit. {BEST}"),
        ),
        (None, "retry", 0.0, f"With your remedy, 'Retry the policy search', the run still fails its check. {BEST}"),
    ],
)  # fmt: skip
def test_a_repairing_remedy_counts_as_exact_and_else_the_lever_decides(
    *, lever: Lever | None, remedy: str | None, credit: float, sentence: str, key: AnswerKey, run: Run
) -> None:
    verdict = fix(ScoringCase(diagnosis=Diagnosis(fix_lever=lever, remedy=remedy), key=key, run=run))
    assert (verdict.credit, verdict.sentence) == (credit, sentence)


def test_no_lever_and_no_remedy_is_not_answered(key: AnswerKey, run: Run) -> None:
    verdict = fix(ScoringCase(diagnosis=Diagnosis(), key=key, run=run))
    assert verdict.outcome is Outcome.NOT_ANSWERED
    assert verdict.sentence == f"You chose no lever. {BEST}"


def test_a_scenario_without_a_repairing_remedy_still_names_its_lever(key: AnswerKey, run: Run) -> None:
    verdict = fix(ScoringCase(diagnosis=Diagnosis(), key=replace(key, remedies=()), run=run))
    assert verdict.sentence == "You chose no lever. The lever that repairs this run is tool."
