"""A warm-up is a lesson: lint wants it short, and holds it to no bound of a measure."""

from pathlib import Path

import pytest

from app.catalog.lint.check import LintFindings, check
from app.catalog.lint.points import ItemPoints, points
from app.catalog.lint.quality import Quality, quality
from app.cli.lint_text import findings_json, lines_of


@pytest.fixture
def found(folder: Path, traces: Path) -> LintFindings:
    """What lint finds where the only scenario of the pack is a warm-up."""
    file = folder / "scenario.toml"
    file.write_text(file.read_text().replace('difficulty = "standard"', 'difficulty = "warm-up"'))
    return check(folder.parent, traces)


def test_a_warm_up_is_short(found: LintFindings) -> None:
    problem, again = found.problems
    assert (problem.what, problem.todo) == ("the run has 21 steps", "aim for 7 to 12")
    assert again.what == problem.what


def test_a_warm_up_is_not_counted_where_the_pack_is_measured(found: LintFindings) -> None:
    assert found.quality is not None
    assert (found.quality.warm_ups, found.quality.scenarios, found.quality.runs) == (1, 0, 0)
    assert set(found.quality.found.values()) == {0.0}


def test_it_is_said_where_the_figures_are_printed(found: LintFindings) -> None:
    printed = "\n".join(lines_of(found))
    assert "  traces/blue-kettle/a (a warm-up: no bound holds): " in printed
    assert "1 warm-up beside them, not counted: lessons are easy" in printed
    told = findings_json(found)
    assert [item["bounded"] for item in told["items"]] == [False, False]
    assert told["quality"]["warm_ups"] == 1


def test_what_a_guess_earns_on_a_warm_up_is_no_problem() -> None:
    easy = ItemPoints(where="traces/first-run/a", guesses={"shotgun": 88.0}, siblings={}, bounded=False)
    assert list(points((easy,))) == []


def test_a_pack_of_warm_ups_alone_needs_no_control() -> None:
    alone = Quality(runs=0, found={"first step": 0.0}, positions=(), scenarios=0, clean=0, warm_ups=1)
    assert list(quality(alone)) == []
