"""Blind readings are read from the folder of their scenario, and belong to the item as it is recorded now."""

import json
from datetime import date
from pathlib import Path

import pytest
import zstandard
from blind import FOUND, item, keep

from app.catalog.catalog import load_catalog
from app.catalog.item_digest import item_digest
from app.catalog.readings import read_reading, read_readings
from app.catalog.recorded import run_file
from app.domain.blind_reading import BlindReading, ReaderKind, reading_json
from app.domain.diagnosis_json import diagnosis_from_json
from app.domain.errors import ScenarioRejected
from app.domain.scenario import Reveal


def test_a_reading_is_read_as_it_was_handed_over(folder: Path) -> None:
    file = keep(folder, "first.json", settled="The note came later.")
    (kept,) = read_readings(folder)
    assert (kept.file, kept.reading) == (
        file,
        BlindReading(
            scenario="blue-kettle", variant="a", item="0" * 16, reader=ReaderKind.MODEL, model="kettle-2",
            read_on=date(2026, 11, 30), minutes=12, reveal=Reveal.OPEN, diagnosis=diagnosis_from_json(FOUND),
            settled="The note came later.",
        ),
    )  # fmt: skip
    file.write_text(json.dumps(reading_json(kept.reading)))
    assert read_readings(folder) == (kept,)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"minutes": "many"}, r"first\.json: minutes: input should be a valid number"),
        ({"minutes": -1}, r"first\.json: minutes: input should be greater than or equal to 0"),
        ({"minutes": float("inf")}, r"first\.json: minutes: input should be a finite number"),
        ({"reader": "robot"}, r"first\.json: reader: input should be 'person' or 'model'"),
        ({"email": "ada@example.org"}, r"first\.json: email is not a key that Misstep knows"),
        ({"item": None}, r"first\.json: item is missing"),
        ({"scenario": "red-kettle"}, r"first\.json: scenario: 'red-kettle' was read, and the file is kept with 'blue-kettle'"),
        ({"diagnosis": {"claims": [{"step": 0}]}}, r"first\.json: diagnosis\.claims\[0\]\.step: expected a step number from 1 on"),
        ({"model": None}, r"first\.json: model: name the language model that read, and none where a person did"),
        ({"model": " "}, r"first\.json: model: name the language model that read, in signs that can be seen"),
        ({"reader": "person"}, r"first\.json: model: name the language model that read, and none where a person did"),
    ],
)  # fmt: skip
def test_a_file_of_another_shape_is_refused_with_its_key(folder: Path, told: dict[str, object], said: str) -> None:
    keep(folder, "first.json", **told)
    with pytest.raises(ScenarioRejected, match=said):
        read_readings(folder)


def test_a_reading_is_kept_with_the_variant_that_was_read(folder: Path) -> None:
    file = keep(folder, "first.json")
    there = folder / "readings/b/first.json"
    there.parent.mkdir()
    file.rename(there)
    with pytest.raises(ScenarioRejected, match=r"variant: 'a' was read, and the file is kept with 'b'"):
        read_reading(there, scenario=folder)


@pytest.mark.parametrize("name", ["note.txt", "first.json", "a/deep/first.json"])
def test_what_is_no_reading_is_not_passed_over(folder: Path, name: str) -> None:
    stray = folder / "readings" / name
    stray.parent.mkdir(parents=True)
    stray.write_text("{}")
    with pytest.raises(ScenarioRejected, match=r"is no reading; they are kept in readings/<variant>/<name>\.json"):
        read_readings(folder)


def test_a_file_that_is_far_too_large_is_not_read_to_its_end(folder: Path) -> None:
    keep(folder, "first.json").write_bytes(b" " * 1_000_001)
    with pytest.raises(ScenarioRejected, match="larger than 1000000 bytes"):
        read_readings(folder)


def test_a_scenario_that_was_recorded_anew_has_no_readings_of_it(folder: Path, traces: Path) -> None:
    keep(folder, "first.json", item=item(folder, traces))
    keep(folder, "second.json")
    catalog = load_catalog(folder.parent, traces)
    assert [reading.item for reading in catalog.readings("blue-kettle", "a")] == [item(folder, traces)]
    assert catalog.readings("blue-kettle", "b") == ()
    shown = run_file(traces / "blue-kettle/a", catalog.variant("blue-kettle", "a").run)
    shown.write_bytes(zstandard.compress(zstandard.decompress(shown.read_bytes()).replace(b"12.50", b"12.60")))
    assert load_catalog(folder.parent, traces).readings("blue-kettle", "a") == ()


def test_an_item_is_its_ticket_and_its_run_however_that_is_compressed() -> None:
    run = b'{"resourceSpans": []}\n'
    once = item_digest(zstandard.compress(run, level=3), ticket="The refund is wrong.")
    assert once == item_digest(run, ticket="The refund is wrong.") == "82b2eb725d0a2424"
    assert once != item_digest(run, ticket="The refund is late.")
    assert once != item_digest(run + b"\n", ticket="The refund is wrong.")
    with pytest.raises(ScenarioRejected, match="record the scenario again"):
        item_digest(b"", ticket="The refund is wrong.")
