"""All recorded scenarios, with their sealed keys and the files of their runs."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from app.catalog.catalog import load_catalog
from app.catalog.recorded import run_file, write_sealed
from app.catalog.recorded_run import read_run
from app.domain.errors import NotFound, ScenarioRejected
from app.domain.scenario import Difficulty

SHOWN = "1" * 16


def test_a_recorded_scenario_is_shown_with_its_variants(folder: Path, traces: Path) -> None:
    (scenario,) = load_catalog(folder.parent, traces).scenarios
    assert (scenario.slug, scenario.title) == ("blue-kettle", "The refund of the blue kettle")
    assert (scenario.difficulty, scenario.minutes, scenario.agent) == (Difficulty.STANDARD, 20, "Support agent")
    assert [(variant.id, variant.seed, variant.run) for variant in scenario.variants] == [
        ("a", 11, SHOWN),
        ("b", 12, SHOWN),
    ]
    assert scenario.variants[0].ticket == "Nadia says the refund is not what they paid."


def test_the_key_and_the_runs_are_found_by_slug_and_variant(folder: Path, traces: Path) -> None:
    catalog = load_catalog(folder.parent, traces)
    key = catalog.answer_key("blue-kettle", "b")
    assert (key.variant, key.root, key.failure_class) == ("b", (8,), "tool.unit_error")
    runs = catalog.runs("blue-kettle", "b")
    assert sorted(runs) == ["1" * 16, "2" * 16, "3" * 16, "4" * 16, "5" * 16]
    assert len(read_run(runs[SHOWN]).steps) == 21
    assert catalog.variant("blue-kettle", "a").id == "a"


def test_the_key_does_not_show_when_a_catalog_is_printed(folder: Path, traces: Path) -> None:
    assert "unit_error" not in repr(load_catalog(folder.parent, traces))


def test_what_is_unknown_is_not_found(folder: Path, traces: Path) -> None:
    catalog = load_catalog(folder.parent, traces)
    with pytest.raises(NotFound, match="no recorded scenario 'red-kettle'; there are: blue-kettle"):
        catalog.scenario("red-kettle")
    with pytest.raises(NotFound, match="scenario 'blue-kettle' has no variant 'z'; there are: a, b"):
        catalog.answer_key("blue-kettle", "z")


def test_a_variant_that_is_not_recorded_is_left_out(folder: Path, traces: Path) -> None:
    (traces / "blue-kettle" / "a").rename(traces / "elsewhere")
    (scenario,) = load_catalog(folder.parent, traces).scenarios
    assert [variant.id for variant in scenario.variants] == ["b"]


def test_a_scenario_without_any_recording_is_left_out(folder: Path, tmp_path: Path) -> None:
    catalog = load_catalog(folder.parent, tmp_path / "nowhere")
    assert catalog.scenarios == ()
    with pytest.raises(NotFound, match="there are: none; run `misstep record`"):
        catalog.scenario("blue-kettle")


def test_a_recording_without_its_key_is_rejected(folder: Path, traces: Path) -> None:
    (traces / "blue-kettle/a/sealed.json").unlink()
    with pytest.raises(ScenarioRejected, match=r"sealed\.json cannot be read .*run `misstep record`"):
        load_catalog(folder.parent, traces)


def test_a_recording_without_a_named_arm_is_rejected(folder: Path, traces: Path) -> None:
    run_file(traces / "blue-kettle/a", "2" * 16).unlink()
    with pytest.raises(
        ScenarioRejected, match=r"2222222222222222\.otlp\.jsonl\.zst is missing; run `misstep record blue"
    ):
        load_catalog(folder.parent, traces)


def test_the_key_of_another_variant_is_rejected(folder: Path, traces: Path) -> None:
    other = load_catalog(folder.parent, traces).answer_key("blue-kettle", "a")
    write_sealed(traces / "blue-kettle/a", replace(other, variant="b"))
    with pytest.raises(ScenarioRejected, match="is the key of blue-kettle/b; record it again"):
        load_catalog(folder.parent, traces)


@pytest.mark.parametrize(
    ("file", "body", "said"),
    [
        ("public.json", "{}", "public.json: run is missing; ticket is missing; player is missing"),
        (
            "public.json",
            '{"run": "1", "ticket": "t", "player": "scripted", "root": [8]}',
            "public.json: root is not a key that Misstep knows",
        ),
        (
            "public.json",
            '{"run": "1", "ticket": "t", "player": "oracle"}',
            "public.json: player: input should be 'scripted' or 'http'",
        ),
        ("public.json", "{", "public.json: invalid JSON"),
        ("sealed.json", '{"scenario": "blue-kettle"}', "sealed.json: variant is missing; failure_class is missing"),
    ],
)
def test_a_recording_of_another_shape_is_rejected(
    folder: Path, traces: Path, file: str, body: str, said: str
) -> None:
    (traces / "blue-kettle/a" / file).write_text(body, encoding="utf-8")
    with pytest.raises(ScenarioRejected) as rejected:
        load_catalog(folder.parent, traces)
    assert said in str(rejected.value)


def test_writing_twice_gives_the_same_bytes(folder: Path, traces: Path) -> None:
    file = traces / "blue-kettle/a/sealed.json"
    before = file.read_bytes()
    write_sealed(file.parent, load_catalog(folder.parent, traces).answer_key("blue-kettle", "a"))
    assert file.read_bytes() == before
    assert json.loads(before)["detectability"] == "silent"


def test_a_file_without_a_run_is_rejected(tmp_path: Path) -> None:
    file = tmp_path / "x.otlp.jsonl.zst"
    with pytest.raises(ScenarioRejected, match="is no recorded run; record it again"):
        read_run(file)
    file.write_text("{}", encoding="utf-8")
    with pytest.raises(ScenarioRejected, match="is no recorded run; record it again"):
        read_run(file)


def test_a_file_with_two_runs_is_rejected(kettle: Path) -> None:
    span = {"spanId": "1" * 16, "name": "chat", "startTimeUnixNano": "1", "endTimeUnixNano": "2"}
    spans = [span | {"traceId": digit * 32} for digit in "12"]
    kettle.write_text(json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": spans}]}]}), encoding="utf-8")
    with pytest.raises(ScenarioRejected, match="holds 2 runs, expected one with steps"):
        read_run(kettle)
