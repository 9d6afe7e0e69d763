"""What naming a step as the root cause earns."""

from dataclasses import replace

import pytest

from app.domain.answer_key import AnswerKey
from app.domain.diagnosis import Diagnosis, RankedClaim
from app.domain.score import Outcome, Verdict
from app.domain.step import Run
from app.scoring.case import ScoringCase
from app.scoring.root_cause import root_cause
from app.scoring.step_values import StepValues


def naming(*steps: int, key: AnswerKey, run: Run) -> Verdict:
    diagnosis = Diagnosis(claims=tuple(RankedClaim(step=step) for step in steps))
    return root_cause(ScoringCase(diagnosis=diagnosis, key=key, run=run, values=StepValues(run)))


@pytest.mark.parametrize(
    ("step", "credit", "points", "outcome"),
    [
        (6, 1.0, 40, Outcome.CORRECT),
        (5, 0.8, 32, Outcome.PARTIAL),
        (7, 0.4, 16, Outcome.PARTIAL),
        (11, 0.25, 10, Outcome.PARTIAL),
        (12, 0.25, 10, Outcome.PARTIAL),
        (4, 0.0, 0, Outcome.INCORRECT),
        (8, 0.0, 0, Outcome.INCORRECT),
    ],
    ids=["root", "near", "chain", "symptom", "consequence", "red herring", "unrelated"],
)
def test_the_relation_to_the_root_decides_the_credit(
    *, step: int, credit: float, points: float, outcome: Outcome, key: AnswerKey, run: Run
) -> None:
    verdict = naming(step, key=key, run=run)
    assert verdict.credit == credit
    assert verdict.points == pytest.approx(points)
    assert verdict.outcome is outcome


@pytest.mark.parametrize(
    ("steps", "credit"),
    [
        ((6, 4), 1.0),
        ((4, 6), 0.5),
        ((11, 6), 0.5),
        ((7, 8), 0.4),
        ((4, 11), 0.125),
        ((6, 6), 1.0),
        ((4, 8, 6), 0.0),
    ],
)
def test_the_alternative_earns_half_and_the_better_of_the_two_counts(
    steps: tuple[int, ...], credit: float, key: AnswerKey, run: Run
) -> None:
    assert naming(*steps, key=key, run=run).credit == credit


def test_naming_the_root_says_so(key: AnswerKey, run: Run) -> None:
    assert naming(6, key=key, run=run).sentence == (
        "You named step 6 (get_invoice); that is where the failure began: full credit."
    )


def test_naming_the_symptom_is_told_apart_from_the_cause(key: AnswerKey, run: Run) -> None:
    assert naming(11, key=key, run=run).sentence == (
        "You named step 11 (refund); the failure began at step 6 (get_invoice). "
        "Of step 11: that is where it became visible, not where it began: a quarter of the credit."
    )


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (5, "that step holds the same call or shows the same thing: 0.8 of the credit"),
        (7, "that step carried the failure on, it did not start it: 0.4 of the credit"),
        (12, "that step only came out otherwise because of it: a quarter of the credit"),
        (4, "that is a red herring, not on the way from cause to symptom: no credit"),
        (8, "that step has no part in the failure: no credit"),
    ],
)
def test_every_relation_is_explained(step: int, said: str, key: AnswerKey, run: Run) -> None:
    assert said in naming(step, key=key, run=run).sentence


def test_the_alternative_is_explained(key: AnswerKey, run: Run) -> None:
    assert naming(4, 6, key=key, run=run).sentence == (
        "You named step 6 (get_invoice) as your alternative, which halves the credit; "
        "that is where the failure began: full credit of that rank."
    )


def test_a_step_that_a_second_reader_could_defend_is_as_good_as_the_root(key: AnswerKey, run: Run) -> None:
    assert naming(10, key=replace(key, accepted_roots=(10,)), run=run).credit == 1.0


def test_a_tool_and_the_single_access_that_it_consists_of_are_one_step(key: AnswerKey, run: Run) -> None:
    calls = {8: 6, 6: 8, 4: 11, 11: 4}
    paired = replace(run, steps=tuple(replace(step, same_call=calls.get(step.number)) for step in run.steps))
    assert naming(8, key=key, run=paired).credit == 1.0
    assert naming(4, key=key, run=paired).credit == 0.25


def test_nothing_is_wrong_misses_the_root(key: AnswerKey, run: Run) -> None:
    case = ScoringCase(diagnosis=Diagnosis(no_fault=True), key=key, run=run, values=StepValues(run))
    verdict = root_cause(case)
    assert (verdict.outcome, verdict.sentence) == (
        Outcome.INCORRECT,
        "You said that nothing is wrong; the failure began at step 6 (get_invoice).",
    )


def test_no_claim_is_not_answered_and_the_root_is_told(key: AnswerKey, run: Run) -> None:
    verdict = naming(key=key, run=run)
    assert verdict.outcome is Outcome.NOT_ANSWERED
    assert verdict.sentence == "You named no step; the failure began at step 6 (get_invoice)."
