"""Lint scores blind readings, lists what they dispute, and counts them."""

from pathlib import Path

import pytest
from blind import FOUND, item, keep

from app.catalog.lint.check import check
from app.catalog.lint.readings import ItemReadings

FIRST = "scenarios/blue-kettle/readings/a/first.json"


def found(folder: Path, traces: Path, *, published: bool = False) -> list[tuple[str, str, bool]]:
    """Of each problem in the readings: where, what, and whether it is only a note."""
    problems = check(folder.parent, traces, published=published).problems
    return [(each.where, each.what, each.note) for each in problems if each.where != "the pack"]


def readings(folder: Path, traces: Path, variant: str = "a") -> ItemReadings:
    (its,) = (each for each in check(folder.parent, traces).readings if each.variant == variant)
    return its


def test_two_readings_that_agree_leave_nothing_to_do(folder: Path, traces: Path) -> None:
    for variant in "ab":
        for name in ("first.json", "second.json"):
            keep(folder, name, variant=variant, item=item(folder, traces, variant))
    assert found(folder, traces, published=True) == []
    first, _ = readings(folder, traces).scored
    assert (first.where, first.named, first.total, first.disagreements) == (FIRST, "root", 100.0, ())


def test_items_that_too_few_have_read_fail_a_published_pack_alone(folder: Path, traces: Path) -> None:
    keep(folder, "first.json", item=item(folder, traces))
    keep(folder, "second.json", item=item(folder, traces))
    keep(folder, "first.json", variant="b", item=item(folder, traces, "b"))
    assert found(folder, traces, published=True) == [
        ("scenarios/blue-kettle/readings", "fewer than 2 blind readings of variant b", False)
    ]
    assert found(folder, traces) == []


def disputed(folder: Path, traces: Path, **diagnosis: object) -> tuple[str, ...]:
    """The criteria on which such a diagnosis disagrees with the key."""
    keep(folder, "first.json", item=item(folder, traces), diagnosis=FOUND | diagnosis)
    (scored,) = readings(folder, traces).scored
    return tuple(verdict.criterion for verdict in scored.disagreements)


@pytest.mark.parametrize(
    ("diagnosis", "criteria"),
    [
        ({"claims": [{"step": 7}]}, ()),  # the model call that asked for the invoice: 0.8 of the credit
        ({"claims": [{"step": 10}, {"step": 8}]}, ("root cause",)),
        ({"claims": []}, ("root cause",)),
        ({"failure_class": "tool.schema_drift"}, ()),  # the key accepts it too
        ({"failure_class": "tool.timezone_default"}, ("failure class",)),
        ({"proof": {"wrong": [{"step": 8, "quote": '"total": 1250'}]}}, ("proof",)),
        ({"path": {}, "forecast": []}, ()),
        ({"claims": [], "no_fault": True}, ("root cause", "proof")),
    ],
)
def test_what_a_reading_disputes(
    folder: Path, traces: Path, diagnosis: dict[str, object], criteria: tuple[str, ...]
) -> None:
    assert disputed(folder, traces, **diagnosis) == criteria


def test_a_disagreement_is_for_the_author_to_settle(folder: Path, traces: Path) -> None:
    wrong = FOUND | {"claims": [{"step": 18}]}
    keep(folder, "first.json", item=item(folder, traces), diagnosis=wrong)
    ((where, what, note),) = [each for each in found(folder, traces) if each[0] == FIRST]
    assert note
    assert what.startswith(
        "disagrees with the key; root cause: “You named step 18 (refund); the failure began at step 8"
    )
    assert what.endswith("that is where it became visible, not where it began: a quarter of the credit.”")
    assert (where, what, False) in found(folder, traces, published=True)
    keep(folder, "first.json", item=item(folder, traces), diagnosis=wrong, settled=" ")
    assert (where, what, False) in found(folder, traces, published=True)
    keep(folder, "first.json", item=item(folder, traces), diagnosis=wrong, settled="Step 18 only takes it over.")
    assert FIRST not in {where for where, _, _ in found(folder, traces, published=True)}


def test_a_reading_of_an_older_recording_is_kept_and_not_counted(folder: Path, traces: Path) -> None:
    keep(folder, "first.json")
    assert (FIRST, "was made of an older recording and is not counted", True) in found(folder, traces)
    its = readings(folder, traces)
    assert (its.scored, its.older) == ((), (FIRST,))


def test_what_cannot_be_compared_is_a_problem_with_its_place(folder: Path, traces: Path) -> None:
    keep(folder, "first.json", item=item(folder, traces), diagnosis=FOUND | {"claims": [{"step": 99}]})
    keep(folder, "first.json", variant="z")
    keep(folder, "second.json", minutes="many")
    problems = found(folder, traces)
    for where, start in (
        (FIRST, "diagnosis.claims[0].step: this run has no step 99"),
        ("scenarios/blue-kettle/readings/z/first.json", "is of no variant of this scenario"),
        ("blue-kettle", f"{folder}/readings/a/second.json: minutes: "),
    ):
        assert [note for place, what, note in problems if place == where and what.startswith(start)] == [False]
    assert readings(folder, traces).scored == ()


def test_a_forecast_of_a_change_that_is_gone_is_left_out(folder: Path, traces: Path) -> None:
    gone = [*FOUND["forecast"], {"remedy": "pray", "passes": 0.5}]
    keep(folder, "first.json", item=item(folder, traces), diagnosis=FOUND | {"forecast": gone})
    assert (FIRST, "forecasts what is no change of this item: pray", True) in found(folder, traces)
    (scored,) = readings(folder, traces).scored
    assert (scored.total, scored.reading.diagnosis.forecast[-1].remedy) == (100.0, "pray")
