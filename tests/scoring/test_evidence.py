"""What citing evidence earns."""

from dataclasses import replace

import pytest

from app.domain.answer_key import AnswerKey
from app.domain.diagnosis import CitedEvidence, Diagnosis
from app.domain.score import Outcome, Verdict
from app.domain.step import Run
from app.scoring.case import ScoringCase
from app.scoring.evidence import evidence


def citing(*cited: CitedEvidence, key: AnswerKey, run: Run) -> Verdict:
    return evidence(ScoringCase(diagnosis=Diagnosis(evidence=cited), key=key, run=run))


def citing_steps(*steps: int, key: AnswerKey, run: Run) -> Verdict:
    return citing(*(CitedEvidence(step=step) for step in steps), key=key, run=run)


@pytest.mark.parametrize(
    ("steps", "credit"),
    [
        ((2, 6, 11), 1.0),
        ((6,), 0.5),
        ((2, 6), 0.8),
        ((6, 6, 6), 0.5),
        ((6, 1), 0.4),
        ((2, 6, 11, 1, 3, 9), 2 / 3),
        ((1, 3), 0.0),
        (tuple(range(1, 13)), 6 / 11),
    ],
)
def test_precision_and_recall_both_count(steps: tuple[int, ...], credit: float, key: AnswerKey, run: Run) -> None:
    assert citing_steps(*steps, key=key, run=run).credit == pytest.approx(credit)


@pytest.mark.parametrize("sensible", [5, 7, 10, 8], ids=["near", "chain", "chain later", "rules out a wrong theory"])
def test_a_sensible_step_counts_neither_for_nor_against(sensible: int, key: AnswerKey, run: Run) -> None:
    assert citing_steps(2, 6, sensible, key=key, run=run).credit == pytest.approx(0.8)
    assert citing_steps(sensible, key=key, run=run).credit == 0.0


def test_a_wrapper_that_shows_the_passage_stands_in_for_the_root_cause(key: AnswerKey, run: Run) -> None:
    wrapper = replace(run.steps[4], output={"result": {"total": 1250}})
    wrapped = replace(run, steps=(*run.steps[:4], wrapper, *run.steps[5:]))
    assert citing_steps(2, 5, 11, key=key, run=wrapped).credit == 1.0
    assert citing_steps(2, 5, 6, 11, key=key, run=wrapped).credit == 1.0
    assert citing_steps(2, 5, 11, key=key, run=run).credit == pytest.approx(0.8)


def test_a_red_herring_counts_against_even_where_it_rules_out_a_theory(key: AnswerKey, run: Run) -> None:
    theory = replace(key.wrong_theories[0], steps=(4,))
    assert citing_steps(6, 4, key=replace(key, wrong_theories=(theory,)), run=run).credit == pytest.approx(0.4)


def test_a_quote_must_lie_in_its_step(key: AnswerKey, run: Run) -> None:
    true = citing(CitedEvidence(step=6, quote='"total":   1250'), key=key, run=run)
    false = citing(CitedEvidence(step=6, quote='"total": 12.50'), key=key, run=run)
    assert true.credit == 0.5
    assert false.credit == 0.0
    assert false.sentence == (
        "You cited 0 of 3 steps of proof (steps 2, 6 and 11); missing steps 2, 6 and 11; "
        "the quote for step 6 is not in that step, so it did not count."
    )


def test_a_false_quote_beside_a_true_one_of_the_same_step_does_no_harm(key: AnswerKey, run: Run) -> None:
    verdict = citing(CitedEvidence(step=6, quote="nowhere"), CitedEvidence(step=6, quote="INV-9"), key=key, run=run)
    assert verdict.credit == 0.5
    assert "quote" not in verdict.sentence


def test_what_was_found_missed_and_beside_the_point_is_said(key: AnswerKey, run: Run) -> None:
    assert citing_steps(2, 6, 1, key=key, run=run).sentence == (
        "You cited 2 of 3 steps of proof (steps 2, 6 and 11); missing step 11; "
        "step 1 proves nothing here and lowered precision."
    )
    assert "steps 1 and 3 prove nothing here" in citing_steps(2, 1, 3, key=key, run=run).sentence


def test_a_single_step_of_proof_reads_well(key: AnswerKey, run: Run) -> None:
    alone = replace(key, evidence=key.evidence[1:2])
    assert citing_steps(6, key=alone, run=run).sentence == "You cited 1 of 1 step of proof (step 6)."


def test_citing_nothing_is_not_answered(key: AnswerKey, run: Run) -> None:
    verdict = citing(key=key, run=run)
    assert verdict.outcome is Outcome.NOT_ANSWERED
    assert verdict.sentence == "You cited nothing; the proof is in steps 2, 6 and 11."
