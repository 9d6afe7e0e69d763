"""Steps that somebody who reads nothing would name."""

from dataclasses import replace

from app.domain.span import Status
from app.domain.step import Run, Step, Usage
from app.scoring.guesses import guessed_steps


def test_each_guess_names_its_step(run: Run) -> None:
    assert guessed_steps(run) == {
        "first step": 1,
        "last step": 12,
        "middle step": 6,
        "first step with error status": 4,
        "first step that mentions an error": 4,
        "loudest error": 4,
        "longest step": 1,
        "costliest step": 7,
        "odd one out": None,
        "first mention of the final value": 6,
    }


def test_a_recorded_cost_outranks_tokens(run: Run) -> None:
    assert guessed_steps(with_step(run, replace(run.steps[8], cost_usd=0.02)))["costliest step"] == 9


def test_a_guess_that_finds_nothing_names_no_step(run: Run) -> None:
    quiet = tuple(
        replace(step, status=Status.OK, output="fine", usage=Usage(), output_messages=()) for step in run.steps
    )
    guessed = guessed_steps(replace(run, steps=quiet))
    assert [name for name, step in guessed.items() if step is None] == [
        "first step with error status",
        "first step that mentions an error",
        "loudest error",
        "costliest step",
        "odd one out",
        "first mention of the final value",
    ]


def test_the_loudest_error_is_the_longest(run: Run) -> None:
    loud = replace(run.steps[9], status=Status.ERROR, error="ValueError: the refund is larger than the order")
    assert guessed_steps(with_step(run, loud))["loudest error"] == 10


def test_a_model_unlike_the_others_is_the_odd_one_out(run: Run) -> None:
    models = tuple(replace(step, model="large") if step.context else step for step in run.steps)
    small = replace(models[8], model="small")
    assert guessed_steps(with_step(replace(run, steps=models), small))["odd one out"] == 9


def test_a_date_of_an_index_unlike_the_others_is_the_odd_one_out(run: Run) -> None:
    run = with_step(run, replace(run.steps[1], output={"indexed": "2026-03-01"}))
    run = with_step(run, replace(run.steps[5], output={"indexed": "2026-03-01"}))
    assert guessed_steps(run)["odd one out"] is None
    assert guessed_steps(with_step(run, replace(run.steps[7], output={"indexed": "2026-01-12"})))["odd one out"] == 8


def test_a_size_unlike_that_of_its_peers_is_the_odd_one_out(run: Run) -> None:
    sizes = {2: 400, 4: 380, 6: 20, 8: 410}
    steps = tuple(
        replace(step, name="search", output="x" * sizes[step.number]) if step.number in sizes else step
        for step in run.steps
    )
    assert guessed_steps(replace(run, steps=steps))["odd one out"] == 6


def with_step(run: Run, step: Step) -> Run:
    return replace(run, steps=tuple(step if each.number == step.number else each for each in run.steps))
