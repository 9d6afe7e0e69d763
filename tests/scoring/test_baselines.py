"""What guesses that read nothing would have scored."""

from dataclasses import replace

import pytest

from app.domain.answer_key import AnswerKey
from app.domain.diagnosis import Diagnosis
from app.domain.score import Baseline
from app.domain.span import Status
from app.domain.step import Run
from app.scoring.baselines import chance_of_root, shotgun
from app.scoring.total import score


def guesses(key: AnswerKey, *, run: Run, ticket: str) -> dict[str, Baseline]:
    return {each.name: each for each in score(Diagnosis(), key, run=run, ticket=ticket).baselines}


def test_the_chance_of_a_random_step_is_the_share_of_root_steps(run: Run, key: AnswerKey) -> None:
    assert chance_of_root(run, key) == 1 / 12
    assert chance_of_root(run, replace(key, root=(6, 7, 10))) == 0.25


def test_baselines_of_a_fault(run: Run, key: AnswerKey, ticket: str) -> None:
    found = guesses(key, run=run, ticket=ticket)
    assert {name: baseline.total for name, baseline in found.items()} == {
        "random step": 10.3,  # 40 x (1 + 0.8 + 0.4 + 0.4 + 0.25 + 0.25) / 12 steps
        "first step": 0.0,
        "last step": 10.0,
        "middle step": 40.0,
        "first step with error status": 0.0,
        "first step that mentions an error": 0.0,
        "loudest error": 0.0,
        "longest step": 0.0,
        "costliest step": 16.0,
        "odd one out": 0.0,
        "first mention of the final value": 40.0,
        "always “nothing is wrong”": 0.0,
        "always a fault": 5.0,
        "shotgun": 0.0,
    }
    assert [name for name, each in found.items() if each.finds_root] == [
        "middle step",
        "first mention of the final value",
    ]
    assert found["random step"].chance == pytest.approx(1 / 12)


def test_the_shotgun_names_the_steps_with_the_words_of_the_ticket_and_pins_its_first_values(
    run: Run, key: AnswerKey, ticket: str
) -> None:
    fired = shotgun(run, key, ticket=ticket)
    assert [claim.step for claim in fired.claims] == [2, 8]
    assert [(pin.step, pin.quote) for pin in fired.proof.pins] == [(2, "K-17")]
    assert {each.passes for each in fired.forecast} == {0.4}


def test_a_guess_without_a_step_scores_nothing(run: Run, key: AnswerKey, ticket: str) -> None:
    quiet = replace(run, steps=tuple(replace(step, status=Status.OK) for step in run.steps))
    found = guesses(key, run=quiet, ticket=ticket)["first step with error status"]
    assert (found.step, found.chance, found.total) == (None, 0.0, 0.0)


def test_on_a_healthy_twin_only_saying_that_nothing_is_wrong_scores(
    run: Run, clean_key: AnswerKey, ticket: str
) -> None:
    totals = {name: each.total for name, each in guesses(clean_key, run=run, ticket=ticket).items()}
    assert totals.pop("always “nothing is wrong”") == 40.0
    assert set(totals.values()) == {0.0}
