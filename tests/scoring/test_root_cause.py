"""What naming a step as the root cause earns."""

import pytest

from app.domain.answer_key import AnswerKey
from app.domain.diagnosis import Diagnosis, RankedClaim
from app.domain.score import Outcome, Verdict
from app.domain.step import Run
from app.scoring.case import ScoringCase
from app.scoring.root_cause import root_cause


def naming(*steps: int, key: AnswerKey, run: Run) -> Verdict:
    return root_cause(
        ScoringCase(diagnosis=Diagnosis(claims=tuple(RankedClaim(step=step) for step in steps)), key=key, run=run)
    )


@pytest.mark.parametrize(
    ("step", "credit", "points", "outcome"),
    [
        (6, 1.0, 35, Outcome.CORRECT),
        (5, 0.7, 24.5, Outcome.PARTIAL),
        (7, 0.4, 14, Outcome.PARTIAL),
        (11, 0.25, 8.75, Outcome.PARTIAL),
        (4, 0.0, 0, Outcome.INCORRECT),
        (8, 0.0, 0, Outcome.INCORRECT),
    ],
    ids=["root", "near", "chain", "symptom", "red herring", "unrelated"],
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
        ((6, 4, 8), 1.0),
        ((4, 6, 8), 0.5),
        ((4, 8, 6), 0.25),
        ((11, 6), 0.5),
        ((7, 8, 6), 0.4),
        ((4, 11, 8), 0.125),
        ((6, 6, 6), 1.0),
        ((4, 8, 1, 6), 0.0),
    ],
)
def test_ranked_claims_earn_full_half_and_quarter_credit_and_the_best_counts(
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
        (5, "that step wraps the root cause or stands right beside it: 0.7 of the credit"),
        (7, "that step carried the failure on, it did not start it: 0.4 of the credit"),
        (4, "that is a red herring, not on the way from cause to symptom: no credit"),
        (8, "that step has no part in the failure: no credit"),
    ],
)
def test_every_relation_is_explained(step: int, said: str, key: AnswerKey, run: Run) -> None:
    assert said in naming(step, key=key, run=run).sentence


def test_a_later_rank_is_explained(key: AnswerKey, run: Run) -> None:
    assert naming(4, 6, key=key, run=run).sentence == (
        "You named step 6 (get_invoice) as your second claim, which halves the credit; "
        "that is where the failure began: full credit of that rank."
    )
    assert "as your third claim, which quarters the credit" in naming(4, 8, 6, key=key, run=run).sentence


def test_no_claim_is_not_answered_and_the_root_is_told(key: AnswerKey, run: Run) -> None:
    verdict = naming(key=key, run=run)
    assert verdict.outcome is Outcome.NOT_ANSWERED
    assert verdict.sentence == "You named no step; the failure began at step 6 (get_invoice)."
