"""Hold docs/scoring.md to the criteria, the weights and the diagnosis format."""

import json
import re
from pathlib import Path

from app.domain.diagnosis import Diagnosis, diagnosis_from_json
from app.scoring.criteria import CRITERIA
from app.scoring.weights import CAP, WEIGHTS

DOCS = Path(__file__).parents[2] / "docs"
SCORING = (DOCS / "scoring.md").read_text(encoding="utf-8")


def test_every_criterion_is_documented_with_its_weight_and_no_other() -> None:
    rows = re.findall(r"^\| ([a-z ]+) \| (\d+) \|", SCORING, re.MULTILINE)
    assert {name: int(weight) for name, weight in rows} == dict(WEIGHTS)


def test_every_criterion_has_its_own_paragraph_that_names_its_file() -> None:
    headings = re.findall(r"^### (.+)\n\n`(.+)\.py`", SCORING, re.MULTILINE)
    assert [(heading, file) for heading, file in headings] == [
        (name, judge.__module__.rpartition(".")[2]) for name, judge in CRITERIA.items()
    ]


def test_the_cap_is_the_documented_one() -> None:
    assert f"the total is held at {CAP:.0f}" in SCORING


def test_the_example_is_a_diagnosis_with_every_key() -> None:
    (example,) = re.findall(r"```json\n(.+?)```", SCORING, re.DOTALL)
    body = json.loads(example)
    assert tuple(body) == Diagnosis.__slots__
    assert diagnosis_from_json(body).claims[0].step == 12
