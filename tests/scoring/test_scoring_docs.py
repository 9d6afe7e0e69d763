"""Hold docs/scoring.md to the criteria, the weights and the diagnosis format."""

import json
import re
from pathlib import Path

from app.domain.diagnosis import Diagnosis
from app.domain.diagnosis_json import diagnosis_from_json
from app.scoring.criteria import CLEAN_CRITERIA, FAULT_CRITERIA
from app.scoring.weights import CAPS, CLEAN_WEIGHTS, FAULT_WEIGHTS, MAX_PASSAGE

DOCS = Path(__file__).parents[2] / "docs"
SCORING = (DOCS / "scoring.md").read_text(encoding="utf-8")


def test_every_criterion_is_documented_with_its_weight_and_no_other() -> None:
    rows = re.findall(r"^\| ([a-z ]+) \| (\d+) \|", SCORING, re.MULTILINE)
    assert {name: int(weight) for name, weight in rows} == {**FAULT_WEIGHTS, **CLEAN_WEIGHTS}


def test_every_criterion_has_its_own_paragraph_that_names_its_file() -> None:
    headings = re.findall(r"^### (.+)\n\n`(.+)\.py`", SCORING, re.MULTILINE)
    assert [(heading, file) for heading, file in headings] == [
        (name, judge.__module__.rpartition(".")[2]) for name, judge in {**FAULT_CRITERIA, **CLEAN_CRITERIA}.items()
    ]


def test_the_caps_are_the_documented_ones() -> None:
    (low, lower), (high, higher) = CAPS
    assert f"under {high} of its credit, the total is held at {higher:.0f}" in SCORING
    assert f"under {low}, at {lower:.0f}" in SCORING
    assert f"more than {MAX_PASSAGE} characters" in SCORING


def test_the_example_is_a_diagnosis_with_every_key() -> None:
    (example,) = re.findall(r"```json\n(.+?)```", SCORING, re.DOTALL)
    body = json.loads(example)
    assert tuple(body) == Diagnosis.__slots__
    assert list(body["proof"]) == ["wrong", "right"]
    assert diagnosis_from_json(body).claims[0].step == 12
