"""`misstep lint`, as it is typed."""

import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.catalog.lint.check import LintFindings
from app.catalog.lint.points import ItemPoints
from app.catalog.lint.problem import Problem
from app.catalog.lint.quality import Quality
from app.catalog.lint.readings import ItemReadings, ScoredReading
from app.cli import main
from app.cli.lint_text import findings_json, lines_of
from app.cli.readings_text import readings_lines
from app.domain.blind_reading import BlindReading, ReaderKind
from app.domain.diagnosis import Diagnosis
from app.domain.scenario import Reveal
from app.domain.score import Outcome, Verdict

READ = ScoredReading(
    where="scenarios/blue-kettle/readings/a/first.json",
    reading=BlindReading(
        scenario="blue-kettle", variant="a", item="3f9c2a1b7d5e8f60", reader=ReaderKind.MODEL, model="kettle-2",
        read_on=date(2026, 11, 30), minutes=12.5, reveal=Reveal.OPEN, diagnosis=Diagnosis(), settled="The key stands.",
    ),
    named="chain",
    verdicts=(
        Verdict(criterion="root cause", weight=40, credit=0.4, outcome=Outcome.PARTIAL, sentence="-"),
        Verdict(criterion="failure class", weight=10, credit=1, outcome=Outcome.CORRECT, sentence="-"),
        Verdict(criterion="forecast", weight=15, credit=0.83, outcome=Outcome.PARTIAL, sentence="-"),
    ),
    total=38.5,
    unasked=(),
)  # fmt: skip
FOUND = LintFindings(
    problems=(
        Problem(where="scenarios/blue-kettle/answer.toml: hints", what="2 given", todo="write three"),
        Problem(
            where="the pack", what="1 of 4 scenarios are clean controls", todo="aim for about one in ten", note=True
        ),
    ),
    items=(
        ItemPoints(
            where="traces/blue-kettle/a",
            guesses={"last step": 10.0, "first step": 0.0, "shotgun": 12.5},
            siblings={"b": 87.0, "c": 40.0},
        ),
        ItemPoints(where="traces/red-kettle/a", guesses={"last step": 0.0}, siblings={}),
    ),
    readings=(
        ItemReadings(
            where="traces/blue-kettle/a",
            variant="a",
            item="3f9c2a1b7d5e8f60",
            scored=(READ,),
            refused=(),
            older=("scenarios/blue-kettle/readings/a/old.json",),
        ),
        ItemReadings(
            where="traces/red-kettle/a", variant="a", item="0123456789abcdef", scored=(), refused=(), older=()
        ),
    ),
    quality=Quality(
        runs=9, found={"random step": 0.31, "first step": 2.0}, positions=(0.24, 0.5), scenarios=4, clean=1
    ),
)


def misstep(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["misstep", *words])
    with pytest.raises(SystemExit) as left:
        main()
    return int(left.value.code or 0)


def test_each_problem_says_where_and_what_to_do() -> None:
    assert list(lines_of(FOUND)) == [
        "scenarios/blue-kettle/answer.toml: hints: 2 given; write three",
        "note: the pack: 1 of 4 scenarios are clean controls; aim for about one in ten",
        "What guesses that read nothing earn on each run, and the best diagnosis of each sibling carried over:",
        "  traces/blue-kettle/a: shotgun 12.5, last step 10; of siblings b 87, c 40",
        "  traces/red-kettle/a: nothing",
        "What blind readers found (2 are wanted for each item; a reading names it by its digest):",
        "  traces/blue-kettle/a (3f9c2a1b7d5e8f60): 0 people, 1 language model, 1 of an older recording",
        "    first.json, language model kettle-2: 38.5 points, root: chain, class: correct, forecast: 12.4 of 15; settled",
        "  traces/red-kettle/a (0123456789abcdef): 0 people, 0 language models",
        "4 scenarios, 1 of them clean controls; 9 runs with a fault",
        "Guesses that read nothing find the root cause in (at most 1 allowed):",
        "   0.31 of 9  random step",
        "      2 of 9  first step",
        "Root causes lie at 24%, 50% of their runs",
        "1 problem",
    ]


def test_white_space_settles_nothing() -> None:
    empty = replace(READ, reading=replace(READ.reading, settled=" "))
    told = readings_lines([replace(FOUND.readings[0], scored=(empty,))])
    assert "settled" not in "".join(told)


def test_problems_and_notes_are_apart_in_json() -> None:
    assert findings_json(FOUND) == {
        "problems": [{"where": "scenarios/blue-kettle/answer.toml: hints", "what": "2 given", "todo": "write three"}],
        "notes": [{"where": "the pack", "what": "1 of 4 scenarios are clean controls", "todo": "aim for about one in ten"}],
        "items": [
            {
                "where": "traces/blue-kettle/a", "guesses": {"last step": 10.0, "first step": 0.0, "shotgun": 12.5},
                "siblings": {"b": 87.0, "c": 40.0}, "bounded": True,
            },
            {"where": "traces/red-kettle/a", "guesses": {"last step": 0.0}, "siblings": {}, "bounded": True},
        ],
        "readings": [
            {
                "where": "traces/blue-kettle/a", "item": "3f9c2a1b7d5e8f60", "wanted": 2, "people": 0, "models": 1,
                "older": ["scenarios/blue-kettle/readings/a/old.json"],
                "readings": [
                    {
                        "where": "scenarios/blue-kettle/readings/a/first.json", "reader": "model", "model": "kettle-2",
                        "minutes": 12.5, "total": 38.5, "root": "chain", "class": "correct", "forecast": 12.4,
                        "disagreements": ["root cause"], "settled": "The key stands.",
                    },
                ],
            },
            {
                "where": "traces/red-kettle/a", "item": "0123456789abcdef", "wanted": 2, "people": 0, "models": 0,
                "older": [], "readings": [],
            },
        ],
        "quality": {
            "scenarios": 4, "clean": 1, "warm_ups": 0, "runs": 9, "allowed": 1, "found": {"random step": 0.31, "first step": 2.0},
            "positions": [0.24, 0.5],
        },
    }  # fmt: skip


def test_a_single_scenario_has_no_quality_of_a_pack() -> None:
    assert list(lines_of(LintFindings(problems=(), items=(), readings=(), quality=None))) == ["no problems"]
    assert findings_json(LintFindings(problems=(), items=(), readings=(), quality=None)) == {
        "problems": [], "notes": [], "items": [], "readings": [], "quality": None,
    }  # fmt: skip


def test_a_pack_of_clean_controls_has_no_guesses_to_show() -> None:
    quality = Quality(runs=0, found={"first step": 0.0}, positions=(), scenarios=1, clean=1)
    assert list(lines_of(LintFindings(problems=(), items=(), readings=(), quality=quality))) == [
        "1 scenarios, 1 of them clean controls; 0 runs with a fault",
        "no problems",
    ]


def test_problems_leave_with_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert misstep(monkeypatch, "lint", "--scenarios", str(tmp_path), "--traces", str(tmp_path)) == 1
    assert "the pack: holds no scenario that can be read" in capsys.readouterr().out


def test_an_unknown_scenario_is_bad_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert misstep(monkeypatch, "lint", "red-kettle") == 2
    assert "misstep: no scenario 'red-kettle'" in capsys.readouterr().err


def test_a_bundled_scenario_is_without_problems(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert misstep(monkeypatch, "lint", "the-autumn-return", "--json") == 0
    printed = json.loads(capsys.readouterr().out)
    assert (printed["problems"], printed["quality"]) == ([], None)
    assert all(note["where"].startswith("scenarios/the-autumn-return/readings/") for note in printed["notes"])
    assert [item["where"] for item in printed["readings"]] == [item["where"] for item in printed["items"]]
    assert [item["where"] for item in printed["items"]] == [
        f"traces/the-autumn-return/{variant}" for variant in "abc"
    ]
    assert all(max(item["guesses"].values()) <= 40 for item in printed["items"])
