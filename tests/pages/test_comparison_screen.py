"""Gaps of a comparison, where one run has steps that the other has not."""

from types import SimpleNamespace

import pytest
from late_parcel import KEY

from app.domain.diagnosis import Diagnosis
from app.domain.span import Span, Status
from app.domain.step import Run, Step, StepKind
from app.domain.trace import Trace
from app.pages.comparison_screen import comparison_screen
from app.practice.compare_arms import Comparison
from app.practice.view_run import imported_window
from app.replay.alignment import align
from app.store.run_rows import rows_of


def tool(number, name):
    return Step(
        number=number, label=str(number), kind=StepKind.TOOL, name=name, span_ids=(f"{number:016x}",),
        status=Status.OK, started_ns=number, ended_ns=number + 1, input={"q": 1}, output=name,
    )  # fmt: skip


@pytest.fixture
def screen(store):
    """The screen of one row of `search, refund, notify` beside `search, notify, close`."""
    runs = {"a": ("search", "refund", "notify"), "b": ("search", "notify", "close")}
    made = {
        key: Run(trace_id=key, steps=tuple(tool(i, name) for i, name in enumerate(names, 1)))
        for key, names in runs.items()
    }
    with store.writing() as work:
        for key, run in made.items():
            spans = tuple(
                Span(trace_id=key, span_id=step.span_ids[0], parent_id=None, name=step.name, start_ns=0, end_ns=1)
                for step in run.steps
            )
            work.runs.add(rows_of(run, Trace(trace_id=key, spans=spans, readings={}), run_id=key, source="imported"))

    def at(place, only="all"):
        with store.reading() as work:
            found = Comparison(
                sitting=SimpleNamespace(id="attempt", submitted=Diagnosis()), arm="healthy",
                alignment=align(made["a"], made["b"]),
                shown=imported_window(work, "a"), other=imported_window(work, "b"),
            )  # fmt: skip
            return comparison_screen(found, place=place, only=only, key=KEY)

    return at


def test_a_step_that_one_run_lacks_stands_beside_a_gap(screen):
    found = screen(2)
    assert (found.left.number, found.right) == (2, None)
    assert found.line.relation == "only left"
    assert found.differences == ()


def test_a_step_of_the_other_run_alone_gives_the_row_its_name(screen):
    found = screen(4)
    assert found.left is None
    assert found.line.header.name == "close"


def test_differences_are_reached_from_either_side(screen):
    assert (screen(1).previous_difference, screen(1).next_difference) == (None, 2)
    assert (screen(3).previous_difference, screen(3).next_difference) == (2, 4)


def test_the_list_can_be_narrowed_to_one_side(screen):
    assert [line.header.name for line in screen(1, "only-this").listed] == ["refund"]
    assert [line.header.name for line in screen(1, "only-other").listed] == ["close"]
    assert [line.header.name for line in screen(1, "matched").listed] == ["search", "notify"]
