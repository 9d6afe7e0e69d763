"""What lint finds in a pack, where, and what it says to do."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.catalog.catalog import load_catalog
from app.catalog.lint.check import check
from app.catalog.recorded import run_file, write_public, write_sealed
from app.domain.answer import KeyStep, Place, RedHerring
from app.domain.answer_key import AnswerKey
from app.domain.errors import NotFound
from app.domain.fault import Detectability
from app.domain.scenario import Player, Variant


def rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def found(folder: Path, traces: Path) -> list[str]:
    problems = check(folder.parent, traces, slugs=("blue-kettle",)).problems
    return [f"{problem.where}: {problem.what}; {problem.todo}" for problem in problems]


def without(text: str, start: str, times: int = 1) -> str:
    """The text without the last `times` tables that begin with `start`."""
    for _ in range(times):
        text = text[: text.rindex(start)]
    return text


def test_a_whole_pack_has_no_problems(folder: Path, traces: Path) -> None:
    assert found(folder, traces) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("scenario.toml", '"The refund of the blue kettle"', '" "', "scenario.toml: title: is empty; name the task"),
        (
            "scenario.toml",
            '"reading tool results"',
            "",
            "scenario.toml: skills: is empty; list what reading this run",
        ),
        (
            "answer.toml",
            '  { step = "tool:get_invoice>", text = "Look at the invoice." },',
            "",
            "answer.toml: hints: 2 given; write three: where to look",
        ),
        ("answer.toml", 'role = "how"', 'role = "what"', "answer.toml: key_points: no point with role 'how'"),
        (
            "answer.toml",
            'steps = ["tool:get_order"]',
            "steps = []",
            "wrong_theories[0].steps: is empty; name the steps",
        ),
        ("answer.toml", "repairs = true", "repairs = false", "answer.toml: remedies: none repairs the run"),
        (
            "answer.toml",
            "repairs = false",
            "repairs = true",
            "answer.toml: remedies: 1 plausible wrong ones; write 2",
        ),
        ("answer.toml", 'fix_lever = "tool"', 'fix_lever = "loop"', "fix_lever: no repairing remedy pulls loop"),
        ("answer.toml", 'levers = ["prompt"]', 'levers = ["tool"]', "answer.toml: also.levers: repeats tool"),
        ("answer.toml", "change = { retries = 3 }", "", "answer.toml: remedies[1].change: is empty"),
        ("answer.toml", '"Three tries instead of one."', '""', "answer.toml: remedies[1].detail: is empty"),
        (
            "answer.toml",
            '"Three tries instead of one."',
            '"Three tries instead of one, which repairs it."',
            "answer.toml: remedies[1].detail: gives the forecast away with 'repairs'; say what is changed",
        ),
        (
            "answer.toml",
            "explanation = ",
            "check_note_is_no_key = ",
            "is not a key that Misstep knows; mend the file",
        ),
    ],
)
def test_a_missing_part_is_named_by_file_and_key(
    *, folder: Path, traces: Path, file: str, old: str, new: str, said: str
) -> None:
    rewrite(folder / file, old, new)
    (problem,) = found(folder, traces)
    assert said in problem


@pytest.mark.parametrize(
    ("start", "times", "said"),
    [
        ("[[follow_ups]]", 1, "answer.toml: follow_ups: 2 given; write three questions"),
        ("[[wrong_theories]]", 1, "answer.toml: wrong_theories: none given; write a plausible theory"),
    ],
)
def test_missing_tables_are_named(folder: Path, traces: Path, start: str, times: int, said: str) -> None:
    answer = folder / "answer.toml"
    answer.write_text(without(answer.read_text(encoding="utf-8"), start, times), encoding="utf-8")
    assert any(said in problem for problem in found(folder, traces))


def test_missing_red_herrings_and_an_empty_explanation_are_named(folder: Path, traces: Path) -> None:
    answer = folder / "answer.toml"
    text = answer.read_text(encoding="utf-8")
    start, end = text.index("[[red_herrings]]"), text.index("[[key_points]]")
    text = text[:start] + text[end:]
    line = next(line for line in text.splitlines() if line.startswith("explanation"))
    answer.write_text(text.replace(line, 'explanation = " "'), encoding="utf-8")
    assert [problem.split(";")[0] for problem in found(folder, traces)] == [
        "scenarios/blue-kettle/answer.toml: red_herrings: none given",
        "scenarios/blue-kettle/answer.toml: explanation: is empty",
    ]


def test_a_variant_that_is_not_recorded_is_named(folder: Path, traces: Path) -> None:
    (traces / "blue-kettle/b").rename(traces / "elsewhere")
    assert found(folder, traces) == ["traces/blue-kettle/b: is not recorded; run `misstep record blue-kettle`"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("The refund of the blue kettle", "A unit error", "scenario.toml: title: gives away 'unit_error'"),
        ("The refund of the blue kettle", "Find the bug", "scenario.toml: title: hints at the fault with 'bug'"),
        ("Look up orders", "We drop unit names. Look up orders", "scenario.toml: may_do: gives away 'drop_unit'"),
        ("what was paid.", "what was paid. Retry the Policy search!", "expected: gives away 'Retry the policy search'"),
        (
            "what was paid.", "what was paid; the invoice is in cents and was read as euros.",
            "expected: gives away 'in cents and was read as euros'",
        ),
        (
            "says the refund is not", "says get_invoice is wrong and the refund is not",
            "scenario.toml: ticket: gives away 'get_invoice … wrong'",
        ),
        ("reading tool results", "finding the root cause", "skills[0]: hints at the fault with 'root cause'"),
    ],
)  # fmt: skip
def test_spoilers_in_the_public_half_are_named(folder: Path, traces: Path, old: str, new: str, said: str) -> None:
    rewrite(folder / "scenario.toml", old, new)
    assert any(said in problem for problem in found(folder, traces)), found(folder, traces)


def test_the_words_of_the_failure_class_do_not_belong_in_a_title(folder: Path, traces: Path) -> None:
    rewrite(folder / "answer.toml", "tool.unit_error", "retrieval.stale_index")
    rewrite(folder / "scenario.toml", "The refund of the blue kettle", "The stale kettle")
    assert "title: hints at the fault with 'stale'; name the task" in found(folder, traces)[0]


def test_a_slug_is_public_too(folder: Path, traces: Path) -> None:
    named = folder.rename(folder.with_name("the-unit-error"))
    problems = check(named.parent, traces, slugs=("the-unit-error",)).problems
    assert problems[2].where == "scenarios/the-unit-error"
    assert problems[2].what == "gives away 'unit_error'"


def test_a_rendered_ticket_is_public_too(folder: Path, traces: Path) -> None:
    ticket = "Return total_cents for {{ order }}, says Nadia."
    write_public(
        traces / "blue-kettle/a", Variant(id="a", seed=11, run="1" * 16, ticket=ticket, player=Player.SCRIPTED)
    )
    assert "traces/blue-kettle/a/public.json: ticket: gives away 'Return total_cents for" in found(folder, traces)[0]


def key_of_a(folder: Path, traces: Path) -> AnswerKey:
    return load_catalog(folder.parent, traces).answer_key("blue-kettle", "a")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"root": (99,)}, "the key names step 99, which the run does not have; record it again"),
        ({"symptom": (10,)}, "the symptom comes 2 steps after the cause; put at least 3 between them"),
        ({"symptom": ()}, "the key has no root cause or no symptom; record it again"),
        ({"red_herrings": (RedHerring(step=9, why="Only odd."),)}, "red herrings on the causal chain: [9]"),
        (
            {"wrong": (Place(step=2, why="The price.", quote="12.50"),)},
            "no place that shows what is wrong is at the root cause; cite what",
        ),
        (
            {"evidence": (KeyStep(step=8, why="No unit.", quote="12.50"),)},
            "step 8 does not contain the quote '12.50'",
        ),
        (
            {"right": (Place(step=8, why="-", quote="12.51"),)},
            "step 8 does not contain the quote '12.51'",
        ),
        ({"noise": (98,)}, "the key names step 98, which the run does not have; record it again"),
        ({"damage": (97,)}, "the key names step 97, which the run does not have; record it again"),
        ({"healthy_run": None}, "no healthy arm is recorded; record it again"),
        ({"healthy_run": "1" * 16}, "the healthy arm is the one that readers are shown; record it again"),
    ],
)
def test_a_key_that_does_not_fit_its_run_is_named(
    folder: Path, traces: Path, change: dict[str, object], said: str
) -> None:
    write_sealed(traces / "blue-kettle/a", replace(key_of_a(folder, traces), **change))
    problems = found(folder, traces)
    assert any(problem.startswith(f"traces/blue-kettle/a: {said}") for problem in problems), problems


def test_a_loud_fault_may_show_at_once(folder: Path, traces: Path) -> None:
    key = replace(key_of_a(folder, traces), symptom=(9,), detectability=Detectability.LOUD)
    write_sealed(traces / "blue-kettle/a", key)
    assert found(folder, traces) == []


def test_a_short_run_with_many_failures_and_a_telling_id_is_named(folder: Path, traces: Path, kettle: Path) -> None:
    import json

    import zstandard

    there = traces / "blue-kettle/a"
    body = json.loads(zstandard.ZstdDecompressor().decompress(kettle.read_bytes(), max_output_size=10**6))
    spans = body["resourceSpans"][0]["scopeSpans"][0]["spans"]
    for span in spans:
        span["status"] = {"code": 2}
    body["resourceSpans"][0]["scopeSpans"][0]["spans"] = spans[:20]
    run_file(there, "1" * 16).write_text(json.dumps(body), encoding="utf-8")
    run_file(there, "broken").write_bytes(kettle.read_bytes())
    write_public(there, Variant(id="a", seed=11, run="1" * 16, ticket=" ", player=Player.SCRIPTED))
    said = [problem.removeprefix("traces/blue-kettle/a: ") for problem in found(folder, traces)]
    assert said[0] == "the run has 19 steps; aim for 20 to 60"
    assert said[1].startswith("19 of 19 steps failed ([1, 2, 3,")
    assert said[2] == "the run id 'broken' is not opaque; use 16 hex digits that tell nothing"
    assert said[3] == "the ticket is empty; record it again"


def test_a_step_that_came_out_otherwise_has_its_place_in_the_key(folder: Path, traces: Path, kettle: Path) -> None:
    import zstandard

    body = zstandard.ZstdDecompressor().decompress(kettle.read_bytes(), max_output_size=10**6)
    otherwise = body.replace(b": 5000}", b": 9000}", 1)
    run_file(traces / "blue-kettle/a", "2" * 16).write_bytes(zstandard.compress(otherwise))
    (problem,) = found(folder, traces)
    assert "a: step 14 (tool get_limits) differs from the healthy run and is not classified; put it" in problem


@pytest.mark.parametrize("name", ["tool.unit_error", "drop_unit", '"name-the-unit"'])
def test_a_recorded_arm_that_names_the_fault_is_named(folder: Path, traces: Path, kettle: Path, name: str) -> None:
    import zstandard

    file = run_file(traces / "blue-kettle/a", "4" * 16)
    body = zstandard.ZstdDecompressor().decompress(kettle.read_bytes(), max_output_size=10**6)
    file.write_bytes(
        body.replace(
            b'"chat kettle-1"',
            f'"chat", "schemaUrl": {name}'.encode() if '"' in name else f'"chat {name}"'.encode(),
            1,
        )
    )
    assert found(folder, traces) == [
        f"traces/blue-kettle/a/{'4' * 16}: contains {name!r}; strip the injector's attributes and record it again"
    ]


def test_a_scenario_that_cannot_be_read_is_a_problem_among_others(folder: Path, traces: Path) -> None:
    (folder / "answer.toml").unlink()
    (problem,) = check(folder.parent, traces, slugs=("blue-kettle",)).problems
    assert (problem.where, problem.todo) == ("blue-kettle", "mend the file, then lint again")
    assert "answer.toml is missing" in problem.what


def test_an_unknown_slug_is_not_found(folder: Path, traces: Path) -> None:
    with pytest.raises(NotFound, match="no scenario 'red-kettle'"):
        check(folder.parent, traces, slugs=("red-kettle",))


def test_a_folder_without_scenarios_is_a_problem(tmp_path: Path) -> None:
    findings = check(tmp_path, tmp_path)
    assert findings.failed
    assert findings.problems[0].what == "holds no scenario that can be read"
