"""Blind readings of the blue kettle, as files."""

import json
from pathlib import Path

from app.catalog.readings import item_of
from app.catalog.recorded import read_recorded
from app.catalog.scenario_source import read_source

FOUND = {
    "claims": [{"step": 8, "confidence": 0.8}],
    "proof": {"wrong": [{"step": 8, "quote": '"total": 1250'}], "right": [{"step": 2, "quote": "12.50 EUR"}]},
    "path": {"acted_on": 9, "damage": 18},
    "failure_class": "tool.unit_error",
    "forecast": [
        {"remedy": "name-the-unit", "passes": 1},
        {"remedy": "retry-search", "passes": 0},
        {"remedy": "check-customer", "passes": 0},
    ],
}


def item(folder: Path, traces: Path, variant: str = "a") -> str:
    """The digest of a variant of the blue kettle as it is recorded."""
    (authored,) = (each for each in read_source(folder).scenario.variants if each.id == variant)
    return item_of(read_recorded(traces / "blue-kettle" / variant, slug="blue-kettle", authored=authored))


def keep(folder: Path, name: str, *, variant: str = "a", **told: object) -> Path:
    """The file of a reading, `readings/<variant>/<name>`, by a language model unless it is told otherwise."""
    usual = {
        "scenario": "blue-kettle", "variant": variant, "item": "0" * 16, "reader": "model", "model": "kettle-2",
        "read_on": "2026-11-30", "minutes": 12, "reveal": "open", "diagnosis": FOUND,
    }  # fmt: skip
    file = folder / "readings" / variant / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({key: value for key, value in (usual | told).items() if value is not None}))
    return file
