import re
from pathlib import Path

import pytest

from app.domain.errors import ScenarioRejected
from app.domain.fault import FAILURE_CLASSES
from app.faults.registry import OPERATORS, operator

ROOT = Path(__file__).parents[2]


def test_every_operator_has_a_file_a_test_and_a_paragraph():
    files = {file.stem for file in (ROOT / "app/faults").glob("*.py")} - {
        "__init__",
        "operator",
        "registry",
        "lookup",
        "inside",
    }
    paragraphs = set(re.findall(r"^## (\w+)$", (ROOT / "docs/faults.md").read_text(), re.MULTILINE))
    tests = "\n".join(file.read_text() for file in (ROOT / "tests/faults").glob("test_*_faults.py"))
    assert files == paragraphs == set(OPERATORS)
    assert all(f'"{name}"' in tests for name in OPERATORS)


def test_every_paragraph_names_the_boundary_of_its_operator():
    text = (ROOT / "docs/faults.md").read_text()
    told = dict(re.findall(r"^## (\w+)\n\nBoundary: ([a-z ]+)[,.]", text, re.MULTILINE))
    assert told == {name: found.boundary.replace("_", " ") for name, found in OPERATORS.items()}


def test_operators_are_named_after_the_failure_classes_they_cause():
    assert set(OPERATORS) <= {found.code for found in FAILURE_CLASSES.values()}


def test_an_unknown_operator_is_answered_with_those_that_there_are():
    with pytest.raises(
        ScenarioRejected, match=r"no operator 'unit_eror'; there are: compaction_drops_rule, .*unit_error"
    ):
        operator("unit_eror")


def test_a_missing_parameter_is_named():
    with pytest.raises(ScenarioRejected, match=r"fault\.factor is missing; unit_error needs it"):
        operator("unit_error").check({"fields": ["total"]})


def test_an_unknown_parameter_is_answered_with_those_that_it_takes():
    with pytest.raises(
        ScenarioRejected, match=r"fault\.time: unit_error has no such parameter; it takes: fields, factor, drop"
    ):
        operator("unit_error").check({"fields": ["total"], "factor": 100, "time": 2})


def test_optional_parameters_may_be_left_out():
    operator("unit_error").check({"fields": ["total"], "factor": 100})
