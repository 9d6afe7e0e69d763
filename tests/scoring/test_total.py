"""A whole diagnosis: the sum, the caps, what is left out, healthy twins, and what is refused."""

from dataclasses import replace

import pytest

from app.domain.answer_key import AnswerKey
from app.domain.claim import Pin
from app.domain.diagnosis import Cleared, Diagnosis, FailurePath, Forecast, Proof, RankedClaim
from app.domain.errors import DiagnosisRejected
from app.domain.score import LeftOut, Score
from app.domain.step import Run
from app.scoring.score_json import score_json
from app.scoring.total import score
from app.scoring.weights import CLEAN_WEIGHTS, FAULT_WEIGHTS
from tests.scoring.diagnoses import cleared, diagnosing


def outcomes(found: Score) -> list[str]:
    return [verdict.outcome.value for verdict in found.verdicts]


def test_the_weights_add_up_to_a_hundred() -> None:
    assert dict(FAULT_WEIGHTS) == {"root cause": 40, "proof": 25, "path": 10, "failure class": 10, "forecast": 15}
    assert dict(CLEAN_WEIGHTS) == {"nothing is wrong": 40, "clearing suspects": 60}


@pytest.mark.parametrize(
    ("claims", "total", "cap"),
    [
        ([6], 100.0, 100.0),
        ([5], 92.0, 100.0),
        ([7], 60.0, 60.0),
        ([4, 6], 60.0, 60.0),
        ([11], 50.0, 50.0),
        ([4], 50.0, 50.0),
        ([7, 5], 60.0, 60.0),
        ([4, 7], 50.0, 50.0),
    ],
    ids=["root", "near", "chain", "root second", "symptom", "red herring", "chain and near", "chain second"],
)
def test_the_caps_hold_while_the_root_cause_is_missed(
    claims: list[int], total: float, cap: float, *, key: AnswerKey, run: Run, ticket: str
) -> None:
    found = score(diagnosing(claims=[{"step": step} for step in claims]), key, run=run, ticket=ticket)
    assert (found.total, found.cap, found.capped) == (total, cap, cap < 100)


def test_a_low_total_is_not_called_capped(key: AnswerKey, run: Run, ticket: str) -> None:
    found = score(Diagnosis(claims=(RankedClaim(step=11),)), key, run=run, ticket=ticket)
    assert (found.total, found.capped, found.cap) == (10.0, False, 100.0)


def test_what_a_run_cannot_have_gives_its_weight_to_the_others(key: AnswerKey, run: Run, ticket: str) -> None:
    omission = replace(key, acted_on=(), damage=(), remedies=())
    found = score(diagnosing(forecast=None), omission, run=run, ticket=ticket)
    assert {verdict.criterion: round(verdict.weight, 2) for verdict in found.verdicts} == {
        "root cause": 53.33, "proof": 33.33, "failure class": 13.33,
    }  # fmt: skip
    assert (found.total, found.left_out) == (
        100.0,
        (
            LeftOut(criterion="path", reason="no step acted on what went wrong"),
            LeftOut(
                criterion="forecast",
                reason="no changes were recorded of which some repair the run and some do not",
            ),
        ),
    )
    unproven = score(Diagnosis(), replace(omission, wrong=(), right=()), run=run, ticket=ticket)
    assert unproven.left_out[0] == LeftOut(
        criterion="proof", reason="the key names no passage that proves the failure"
    )


def test_a_twin_in_which_nothing_looks_wrong_asks_for_the_verdict_alone(
    clean_key: AnswerKey, run: Run, ticket: str
) -> None:
    key = replace(clean_key, red_herrings=(), wrong_theories=())
    found = score(Diagnosis(no_fault=True), key, run=run, ticket=ticket)
    assert (found.total, found.left_out) == (
        100.0,
        (LeftOut(criterion="clearing suspects", reason="the key names nothing that looks wrong"),),
    )


def test_an_empty_diagnosis_is_not_answered(key: AnswerKey, run: Run, ticket: str) -> None:
    found = score(Diagnosis(), key, run=run, ticket=ticket)
    assert (found.total, outcomes(found)) == (0.0, ["not answered"] * 5)


def test_nothing_is_wrong_on_a_fault_earns_nothing_for_root_and_proof(key: AnswerKey, run: Run, ticket: str) -> None:
    said = replace(diagnosing(claims=None), no_fault=True)
    found = score(said, key, run=run, ticket=ticket)
    assert outcomes(found) == ["incorrect", "incorrect", "correct", "correct", "correct"]
    assert found.total == 35.0


def test_an_empty_diagnosis_of_a_twin_is_not_answered(clean_key: AnswerKey, run: Run, ticket: str) -> None:
    found = score(Diagnosis(), clean_key, run=run, ticket=ticket)
    assert (found.total, outcomes(found)) == (0.0, ["not answered"] * 2)
    assert found.verdicts[0].sentence == "You did not say that nothing is wrong; this run is right."


def test_on_a_twin_no_change_is_asked_about_and_a_forecast_of_one_counts_for_nothing(
    clean_key: AnswerKey, run: Run, ticket: str
) -> None:
    assert clean_key.asked == ()
    said = diagnosing(forecast=[{"remedy": "retry", "passes": 1.0}])
    assert score(said, clean_key, run=run, ticket=ticket).total == 0.0


def test_what_was_blamed_on_a_twin_is_ruled_out_in_the_sentence(clean_key: AnswerKey, run: Run, ticket: str) -> None:
    blamed = score(diagnosing(claims=[{"step": 4}, {"step": 8}], forecast=None), clean_key, run=run, ticket=ticket)
    assert blamed.verdicts[0].sentence == (
        "You named step 4 (search_policy) and step 8 (get_customer); this run is right. "
        "Step 4 (search_policy) only looks wrong: It was turned away once, and nothing of the amount comes from a "
        "policy. Step 8 (get_customer) only looks wrong: The name is that of the ticket."
    )
    vague = score(Diagnosis(failure_class="tool.unit_error"), clean_key, run=run, ticket=ticket)
    assert vague.verdicts[0].sentence == "You named a fault without a step; this run is right."


def test_every_cleared_suspect_has_its_sentence(clean_key: AnswerKey, run: Run, ticket: str) -> None:
    def said(diagnosis: Diagnosis) -> str:
        return score(diagnosis, clean_key, run=run, ticket=ticket).verdicts[1].sentence

    assert said(cleared((4, 10, '{"total": 1250}'), (8, 2, "12.50 EUR"))) == (
        "Step 4 (search_policy) is ruled out by what you pinned at step 10: It was turned away once, and nothing of the "
        "amount comes from a policy. Step 8 (get_customer) looks wrong, and what you pinned does not rule it out "
        "(these words do not prove it): The name is that of the ticket."
    )
    assert said(cleared((2, 2, "12.50 EUR"))) == "Step 2 (get_order) is not among what looks wrong here: no credit."
    assert said(Diagnosis(no_fault=True, cleared=(Cleared(step=4),))) == (
        "Step 4 (search_policy) looks wrong, and you pinned nothing that rules it out: "
        "It was turned away once, and nothing of the amount comes from a policy."
    )
    assert said(cleared((8, 8, "Nadia Brandt"), (11, 8, "Nadia Brandt"))).endswith(
        "Step 11 (refund) is the suspect that you had cleared already."
    )
    assert said(Diagnosis(no_fault=True)) == (
        "You cleared no suspect. What looks wrong and is not: "
        "step 4 (search_policy), step 8 (get_customer), step 11 (refund)."
    )


@pytest.mark.parametrize(
    ("diagnosis", "said"),
    [
        (diagnosing(claims=[{"step": 6}, {"step": 13}]), "claims[1].step: this run has no step 13"),
        (Diagnosis(proof=Proof(wrong=(Pin(step=99),))), "proof.wrong[0].step: this run has no step 99"),
        (Diagnosis(proof=Proof(right=(Pin(step=1), Pin(step=98)))), "proof.right[1].step: this run has no step 98"),
        (Diagnosis(path=FailurePath(damage=97)), "path.damage: this run has no step 97"),
        (Diagnosis(no_fault=True, cleared=(Cleared(step=96),)), "cleared[0].step: this run has no step 96"),
        (
            Diagnosis(no_fault=True, cleared=(Cleared(step=1, ruled_out_by=Pin(step=95)),)),
            "cleared[0].ruled_out_by.step: this run has no step 95",
        ),
        (
            Diagnosis(forecast=(Forecast(remedy="rewrite", passes=0.5),)),
            "forecast[0].remedy: 'rewrite' is no change that was recorded here",
        ),
    ],
)
def test_what_the_run_does_not_have_is_refused_in_words_that_tell_nothing(
    diagnosis: Diagnosis, said: str, key: AnswerKey, run: Run, ticket: str
) -> None:
    with pytest.raises(DiagnosisRejected) as refused:
        score(diagnosis, key, run=run, ticket=ticket)
    assert str(refused.value).startswith(said)
    assert "12" not in str(refused.value)
    assert "name-unit" not in str(refused.value)


def test_confidence_is_scored_apart(key: AnswerKey, run: Run, ticket: str) -> None:
    sure = Diagnosis(claims=(RankedClaim(step=6, confidence=1.0),))
    unsure = Diagnosis(claims=(RankedClaim(step=6, confidence=0.2), RankedClaim(step=4, confidence=0.6)))
    wrong = Diagnosis(claims=(RankedClaim(step=11, confidence=0.9),))
    silent = Diagnosis(claims=(RankedClaim(step=6), RankedClaim(step=4, confidence=0.6)))
    briers = [score(each, key, run=run, ticket=ticket).brier for each in (sure, unsure, wrong, silent, Diagnosis())]
    assert briers == [0.0, pytest.approx((0.64 + 0.36) / 2), pytest.approx(0.81), pytest.approx(0.36), None]
    assert {score(each, key, run=run, ticket=ticket).total for each in (sure, unsure, silent)} == {40.0}


def test_a_score_is_printed_with_its_weights_and_baselines(key: AnswerKey, run: Run, ticket: str) -> None:
    said = diagnosing(claims=[{"step": 7, "confidence": 0.8}], proof=None)
    printed = score_json(score(replace(said, forecast=()), replace(key, remedies=()), run=run, ticket=ticket))
    assert (printed["total"], printed["capped"], printed["cap"], printed["brier"]) == (42.4, False, 100.0, 0.64)
    assert printed["weights"] == {"root cause": 47.06, "proof": 29.41, "path": 11.76, "failure class": 11.76}
    assert printed["left_out"] == [
        {
            "criterion": "forecast",
            "reason": "no changes were recorded of which some repair the run and some do not",
        }
    ]
    verdicts = printed["verdicts"]
    assert isinstance(verdicts, list)
    assert verdicts[3] == {
        "criterion": "failure class", "outcome": "correct", "credit": 1.0, "weight": 11.76, "points": 11.76,
        "sentence": "You chose “tool: unit error” (a tool's number was read in another unit than it was given in). "
        "That is the class of this failure.",
    }  # fmt: skip
    assert {"name": "last step", "step": 12, "chance": 0.0, "total": 11.8} in printed["baselines"]


def test_a_score_without_claims_prints_no_brier(key: AnswerKey, run: Run, ticket: str) -> None:
    assert score_json(score(Diagnosis(), key, run=run, ticket=ticket))["brier"] is None
