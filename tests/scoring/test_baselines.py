"""Guesses that read nothing, and what they would have scored."""

from dataclasses import replace

import pytest

from app.domain.answer_key import AnswerKey
from app.domain.span import Status
from app.domain.step import Run, Usage
from app.scoring.baselines import baselines, chance_of_root, guessed_steps


def test_each_guess_names_its_step(run: Run) -> None:
    assert guessed_steps(run) == {
        "first step": 1,
        "last step": 12,
        "middle step": 6,
        "first step with error status": 4,
        "first step that mentions an error": 4,
        "longest step": 1,
        "costliest step": 7,
    }


def test_a_recorded_cost_outranks_tokens(run: Run) -> None:
    dear = replace(run.steps[8], cost_usd=0.02)
    assert guessed_steps(replace(run, steps=(*run.steps[:8], dear, *run.steps[9:])))["costliest step"] == 9


def test_a_guess_that_finds_nothing_names_no_step(run: Run) -> None:
    quiet = tuple(
        replace(step, status=Status.OK, output="fine", usage=Usage()) for step in run.steps if step.number != 12
    )
    guessed = guessed_steps(replace(run, steps=quiet))
    assert guessed["first step with error status"] is None
    assert guessed["first step that mentions an error"] is None
    assert guessed["costliest step"] is None


def test_the_chance_of_a_random_step_is_the_share_of_root_steps(run: Run, key: AnswerKey) -> None:
    assert chance_of_root(run, key) == 1 / 12
    assert chance_of_root(run, replace(key, root=(6, 7, 10))) == 0.25


def test_baselines_of_a_fault(run: Run, key: AnswerKey) -> None:
    found = {baseline.name: baseline for baseline in baselines(run, key)}
    assert {name: baseline.total for name, baseline in found.items()} == {
        "random step": 8.0,  # 35 x (1 + 0.7 + 0.4 + 0.4 + 0.25) / 12 steps
        "first step": 0.0,
        "last step": 0.0,
        "middle step": 35.0,
        "first step with error status": 0.0,
        "first step that mentions an error": 0.0,
        "longest step": 0.0,
        "costliest step": 14.0,
        "always “no fault”": 0.0,
    }
    assert [name for name, baseline in found.items() if baseline.finds_root] == ["middle step"]
    assert found["random step"].chance == pytest.approx(1 / 12)


def test_a_guess_without_a_step_scores_nothing(run: Run, key: AnswerKey) -> None:
    quiet = replace(run, steps=tuple(replace(step, status=Status.OK) for step in run.steps))
    found = {baseline.name: baseline for baseline in baselines(quiet, key)}["first step with error status"]
    assert (found.step, found.chance, found.total) == (None, 0.0, 0.0)


def test_on_a_clean_control_only_saying_no_fault_scores(run: Run, clean_key: AnswerKey) -> None:
    totals = {baseline.name: baseline.total for baseline in baselines(run, clean_key)}
    assert totals.pop("always “no fault”") == 100.0
    assert set(totals.values()) == {0.0}
