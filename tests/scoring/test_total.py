"""A whole diagnosis: the sum, the cap, clean controls, and what is refused."""

from dataclasses import replace

import pytest

from app.domain.answer import KeyStep
from app.domain.answer_key import AnswerKey
from app.domain.diagnosis import CitedEvidence, Diagnosis, RankedClaim
from app.domain.errors import DiagnosisRejected
from app.domain.fault import Lever
from app.domain.score import Score
from app.domain.step import Run
from app.scoring.score_json import score_json
from app.scoring.total import score
from app.scoring.weights import WEIGHTS

EXPLAINED = (
    "get_invoice gives its total in cents and does not say so. The order shows 12.50 EUR for the same kettle. "
    "The agent refunded a hundred times too much."
)


def diagnosing(*steps: int, explanation: str = EXPLAINED, cited: tuple[int, ...] = (2, 6, 11)) -> Diagnosis:
    """A diagnosis that is right in all but, perhaps, the steps it names."""
    return Diagnosis(
        claims=tuple(RankedClaim(step=step, confidence=0.8) for step in steps),
        failure_class="tool.unit_error",
        evidence=tuple(CitedEvidence(step=step) for step in cited),
        explanation=explanation,
        fix_lever=Lever.TOOL,
    )


def outcomes(found: Score) -> list[str]:
    return [verdict.outcome.value for verdict in found.verdicts]


def test_the_weights_add_up_to_a_hundred() -> None:
    assert dict(WEIGHTS) == {"root cause": 35, "evidence": 20, "failure class": 15, "explanation": 15, "fix": 15}


def test_a_diagnosis_that_is_right_in_everything_scores_a_hundred(key: AnswerKey, run: Run) -> None:
    found = score(diagnosing(6), key, run=run)
    assert (found.total, found.capped) == (100.0, False)
    assert outcomes(found) == ["correct"] * 5


@pytest.mark.parametrize(
    ("steps", "total", "capped"),
    [
        ((5,), 89.5, False),
        ((7,), 79.0, False),
        ((11,), 50.0, True),
        ((4,), 50.0, True),
        ((), 50.0, True),
        ((4, 6), 82.5, False),
        ((4, 8, 6), 50.0, True),
        ((4, 7), 50.0, True),
    ],
    ids=["near", "chain", "symptom", "red herring", "no step", "root second", "root third", "chain second"],
)
def test_the_cap_holds_while_the_root_cause_is_missed(
    steps: tuple[int, ...], total: float, *, capped: bool, key: AnswerKey, run: Run
) -> None:
    found = score(diagnosing(*steps), key, run=run)
    assert (found.total, found.capped) == (total, capped)


def test_a_low_total_is_not_called_capped(key: AnswerKey, run: Run) -> None:
    found = score(Diagnosis(claims=(RankedClaim(step=11),)), key, run=run)
    assert (found.total, found.capped) == (8.8, False)


def test_naming_everything_does_not_pay(key: AnswerKey, run: Run) -> None:
    everything = Diagnosis(
        claims=(RankedClaim(step=11), RankedClaim(step=6), RankedClaim(step=4)),
        evidence=tuple(CitedEvidence(step=step) for step in range(1, 13)),
    )
    careful = Diagnosis(claims=(RankedClaim(step=6),), evidence=(CitedEvidence(step=6), CitedEvidence(step=2)))
    assert score(everything, key, run=run).total == 28.4
    assert score(careful, key, run=run).total == 51.0


def test_an_empty_diagnosis_is_not_answered(key: AnswerKey, run: Run) -> None:
    found = score(Diagnosis(), key, run=run)
    assert (found.total, outcomes(found)) == (0.0, ["not answered"] * 5)


def test_no_fault_on_a_fault_scores_nothing_whatever_else_is_right(key: AnswerKey, run: Run) -> None:
    found = score(Diagnosis(no_fault=True, failure_class="tool.unit_error", fix_lever=Lever.TOOL), key, run=run)
    assert (found.total, outcomes(found)) == (0.0, ["incorrect"] * 5)
    assert found.verdicts[0].sentence == "You said “no fault”; the failure began at step 6 (get_invoice)."


def test_no_fault_on_a_clean_control_scores_a_hundred(clean_key: AnswerKey, run: Run) -> None:
    found = score(Diagnosis(no_fault=True), clean_key, run=run)
    assert (found.total, outcomes(found)) == (100.0, ["correct"] * 5)
    assert found.verdicts[0].sentence == (
        "You said “no fault”, and this run is right. Step 4 (search_policy) only looks wrong: It was retried and answered."
    )


@pytest.mark.parametrize(
    ("diagnosis", "named"),
    [
        (diagnosing(4), "You named step 4 (search_policy); this run has no fault."),
        (diagnosing(4, 6), "You named step 4 (search_policy) and step 6 (get_invoice); this run has no fault."),
        (Diagnosis(failure_class="tool.unit_error"), "You named a fault without a step; this run has no fault."),
        (Diagnosis(fix_lever=Lever.TOOL), "You named a fault without a step; this run has no fault."),
        (Diagnosis(remedy="retry"), "You named a fault without a step; this run has no fault."),
    ],
)
def test_an_invented_fault_on_a_clean_control_scores_nothing(
    diagnosis: Diagnosis, named: str, clean_key: AnswerKey, run: Run
) -> None:
    found = score(diagnosis, clean_key, run=run)
    assert (found.total, outcomes(found)) == (0.0, ["incorrect"] * 5)
    assert found.verdicts[0].sentence.startswith(named)


def test_of_many_red_herrings_only_the_blamed_one_is_explained(clean_key: AnswerKey, run: Run) -> None:
    herrings = (
        *clean_key.red_herrings,
        KeyStep(step=8, why="Nadia is the right customer."),
        KeyStep(step=2, why="-"),
    )
    key = replace(clean_key, red_herrings=herrings)
    blamed = score(diagnosing(8), key, run=run).verdicts[0].sentence
    assert blamed == (
        "You named step 8 (get_customer); this run has no fault. "
        "Step 8 (get_customer) only looks wrong: Nadia is the right customer."
    )
    right = score(Diagnosis(no_fault=True), key, run=run).verdicts[0].sentence
    assert right == "You said “no fault”, and this run is right. Steps 2, 4 and 8 only look wrong."


def test_a_clean_control_may_look_right(clean_key: AnswerKey, run: Run) -> None:
    key = replace(clean_key, red_herrings=())
    assert score(Diagnosis(no_fault=True), key, run=run).verdicts[0].sentence == (
        "You said “no fault”, and this run is right."
    )


def test_an_empty_diagnosis_of_a_clean_control_is_not_answered(clean_key: AnswerKey, run: Run) -> None:
    found = score(Diagnosis(), clean_key, run=run)
    assert (found.total, outcomes(found)) == (0.0, ["not answered"] * 5)


@pytest.mark.parametrize(
    ("diagnosis", "said"),
    [
        (diagnosing(6, 13), "claims[1].step: this run has no step 13"),
        (diagnosing(6, cited=(2, 99)), "evidence[1].step: this run has no step 99"),
        (Diagnosis(remedy="rewrite"), "remedy: 'rewrite' is not a remedy of this scenario"),
    ],
)
def test_what_the_run_does_not_have_is_refused(diagnosis: Diagnosis, said: str, key: AnswerKey, run: Run) -> None:
    with pytest.raises(DiagnosisRejected) as refused:
        score(diagnosis, key, run=run)
    assert said in str(refused.value)


def test_a_refusal_tells_neither_the_length_of_the_run_nor_the_remedies(key: AnswerKey, run: Run) -> None:
    for diagnosis in (diagnosing(99), Diagnosis(remedy="rewrite")):
        with pytest.raises(DiagnosisRejected) as refused:
            score(diagnosis, key, run=run)
        assert "12" not in str(refused.value)
        assert "name-unit" not in str(refused.value)


def test_confidence_is_scored_apart(key: AnswerKey, run: Run) -> None:
    sure = Diagnosis(claims=(RankedClaim(step=6, confidence=1.0),))
    unsure = Diagnosis(claims=(RankedClaim(step=6, confidence=0.2), RankedClaim(step=4, confidence=0.6)))
    wrong = Diagnosis(claims=(RankedClaim(step=11, confidence=0.9),))
    assert score(sure, key, run=run).brier == 0.0
    assert score(unsure, key, run=run).brier == pytest.approx((0.64 + 0.36) / 2)
    assert score(wrong, key, run=run).brier == pytest.approx(0.81)
    assert score(Diagnosis(), key, run=run).brier is None
    assert score(sure, key, run=run).total == score(unsure, key, run=run).total == 35.0


def test_a_score_is_printed_with_its_weights_and_baselines(key: AnswerKey, run: Run) -> None:
    printed = score_json(score(diagnosing(7, cited=(6,)), key, run=run))
    assert printed["total"] == 69.0
    assert (printed["capped"], printed["cap"], printed["brier"]) == (False, 50.0, 0.64)
    assert printed["weights"] == {"root cause": 35, "evidence": 20, "failure class": 15, "explanation": 15, "fix": 15}
    verdicts = printed["verdicts"]
    assert isinstance(verdicts, list)
    assert verdicts[2] == {
        "criterion": "failure class", "outcome": "correct", "credit": 1.0, "weight": 15, "points": 15.0,
        "sentence": "You chose tool.unit_error: a tool's number was read in another unit than it was given in. "
        "That is the class of this failure.",
    }  # fmt: skip
    assert {"name": "last step", "step": 12, "chance": 0.0, "total": 0.0} in printed["baselines"]


def test_a_score_without_claims_prints_no_brier(key: AnswerKey, run: Run) -> None:
    assert score_json(score(Diagnosis(), key, run=run))["brier"] is None
