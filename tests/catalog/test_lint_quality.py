"""What lint measures of a pack as a whole, and what it calls a problem."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.catalog.catalog import load_catalog
from app.catalog.lint.check import check
from app.catalog.lint.problem import Problem
from app.catalog.lint.quality import Quality, allowed, quality
from app.catalog.recorded import write_sealed


def test_the_pack_is_measured_as_a_whole(folder: Path, traces: Path) -> None:
    findings = check(folder.parent, traces)
    assert findings.quality is not None
    assert (findings.quality.runs, findings.quality.positions) == (2, (0.35, 0.35))
    assert findings.quality.found["random step"] == 0.19  # in each of 2 runs 2 of 21 steps
    guess, controls = findings.problems
    assert (guess.what, guess.note) == (
        "“first mention of the final value” finds the root cause in 2 of 2 runs", True,
    )  # fmt: skip
    assert (controls.what, controls.note) == ("0 of 1 scenarios are clean controls", True)
    assert not findings.failed


def test_a_guess_that_finds_the_cause_too_often_is_a_problem(folder: Path, traces: Path) -> None:
    for variant in ("a", "b"):
        key = load_catalog(folder.parent, traces).answer_key("blue-kettle", variant)
        write_sealed(traces / "blue-kettle" / variant, replace(key, root=(8, 11)))
    problems = check(folder.parent, traces).problems
    assert problems[0] == Problem(
        where="the pack",
        what="“middle step” finds the root cause in 2 of 2 runs",
        todo="move causes until it does in at most 1",
    )


@pytest.mark.parametrize(("runs", "most"), [(1, 1), (9, 1), (12, 1), (13, 1), (14, 2), (108, 16)])
def test_a_guess_may_be_right_in_fifteen_of_a_hundred_runs_but_always_in_one(runs: int, most: int) -> None:
    assert allowed(runs) == most


def measured(*positions: float, scenarios: int = 10, clean: int = 1) -> Quality:
    return Quality(
        runs=len(positions), found={"first step": 1.0}, positions=positions, scenarios=scenarios, clean=clean
    )


def test_causes_in_one_place_of_the_run_are_a_problem() -> None:
    (problem,) = quality(measured(0.1, 0.41, 0.42, 0.5, 0.55, 1.0))
    assert problem.what == "4 of 6 root causes lie in fifth 3 of their run"
    assert list(quality(measured(0.1, 0.3, 0.42, 0.5, 0.55, 1.0))) == []
    assert list(quality(measured(0.5, 0.5, 0.5))) == []


def test_too_few_or_too_many_clean_controls_are_a_problem_only_in_a_large_pack() -> None:
    assert [problem.note for problem in quality(measured(0.5, scenarios=10, clean=4))] == [False]
    assert [problem.note for problem in quality(measured(0.5, scenarios=4, clean=1))] == [True]
    assert list(quality(measured(0.5, scenarios=10, clean=1))) == []
