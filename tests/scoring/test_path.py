"""What naming the steps of the path earns."""

from dataclasses import replace

import pytest

from app.domain.answer_key import AnswerKey
from app.domain.diagnosis import Diagnosis, FailurePath
from app.domain.score import Outcome, Verdict
from app.domain.step import Run
from app.scoring.case import ScoringCase
from app.scoring.path import path
from app.scoring.step_values import StepValues


def judged(key: AnswerKey, run: Run, acted_on: int | None, damage: int | None) -> Verdict:
    diagnosis = Diagnosis(path=FailurePath(acted_on=acted_on, damage=damage))
    return path(ScoringCase(diagnosis=diagnosis, key=key, run=run, values=StepValues(run)))


@pytest.mark.parametrize(
    ("acted_on", "damage", "points", "outcome"),
    [
        (7, 11, 10.0, Outcome.CORRECT),
        (7, None, 5.0, Outcome.PARTIAL),
        (8, 11, 8.0, Outcome.PARTIAL),
        (8, 10, 6.0, Outcome.PARTIAL),
        (None, 9, 3.0, Outcome.PARTIAL),
        (2, 12, 0.0, Outcome.INCORRECT),
        (11, 7, 0.0, Outcome.INCORRECT),
        (None, None, 0.0, Outcome.NOT_ANSWERED),
    ],
)
def test_each_step_earns_five_and_one_of_its_turn_three(
    *, acted_on: int | None, damage: int | None, points: float, outcome: Outcome, key: AnswerKey, run: Run
) -> None:
    verdict = judged(key, run, acted_on, damage)
    assert (verdict.points, verdict.outcome) == (pytest.approx(points), outcome)


def test_every_step_has_its_sentence(key: AnswerKey, run: Run) -> None:
    assert judged(key, run, 7, 10).sentence == (
        "You said that the wrong thing was first acted on at step 7 (chat), and so it was. "
        "You said that the damage was done at step 10 (compute_refund); it was at step 11 (refund), "
        "in the same turn: 0.6 of the credit."
    )
    assert judged(key, run, 2, None).sentence == (
        "You said that the wrong thing was first acted on at step 2 (get_order); it was at step 7 (chat): no credit. "
        "You did not say where the damage was done; that is step 11 (refund)."
    )


def test_where_one_of_the_two_is_not_known_the_other_is_all(key: AnswerKey, run: Run) -> None:
    assert judged(replace(key, acted_on=()), run, None, 11).points == 10.0
    assert judged(replace(key, damage=()), run, 8, 11).points == pytest.approx(6.0)


def test_the_access_that_a_call_consists_of_is_as_exact_as_the_call(key: AnswerKey, run: Run) -> None:
    paired = replace(
        run, steps=tuple(replace(step, same_call={12: 11, 11: 12}.get(step.number)) for step in run.steps)
    )
    assert judged(key, paired, None, 12).points == 5.0


def test_a_step_outside_of_any_turn_is_a_turn_of_its_own(key: AnswerKey, run: Run) -> None:
    loose = replace(run, steps=tuple(replace(step, turn=None) for step in run.steps))
    assert judged(key, loose, 8, 11).points == 5.0
