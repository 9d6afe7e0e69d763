"""The failure classes that scenarios, diagnoses and scoring share."""

from collections import Counter

from app.domain.fault import FAILURE_CLASSES, Detectability, Lever, family_of

FAMILIES = {
    "retrieval": 9, "tool": 11, "loop": 6, "planning": 4, "context": 6, "routing": 4, "handoff": 3, "cost": 4,
    "guardrail": 3,
}  # fmt: skip


def test_there_are_fifty_classes_in_nine_families() -> None:
    assert Counter(found.family for found in FAILURE_CLASSES.values()) == FAMILIES
    assert len(FAILURE_CLASSES) == 50


def test_a_class_is_known_by_family_and_code() -> None:
    unit = FAILURE_CLASSES["tool.unit_error"]
    assert (unit.id, unit.family, unit.code, unit.lever) == ("tool.unit_error", "tool", "unit_error", Lever.TOOL)
    assert unit.summary == "A tool's number was read in another unit than it was given in"
    assert family_of("tool.unit_error") == "tool"


def test_every_lever_repairs_some_class() -> None:
    assert {found.lever for found in FAILURE_CLASSES.values()} == set(Lever)


def test_faults_are_loud_silent_or_delayed() -> None:
    assert [each.value for each in Detectability] == ["loud", "silent", "delayed"]
