"""Gaps of a comparison, where one run has steps that the other has not."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from late_parcel import KEY

from app.domain.diagnosis import Diagnosis
from app.domain.span import Span, Status
from app.domain.step import Run, Step, StepKind
from app.domain.trace import Trace
from app.domain.viewer import local_owner
from app.pages.comparison.difference import StepDifference
from app.pages.comparison.screen import comparison_screen
from app.practice.compare_arms import ArmComparison
from app.reading.imported_run import imported_window
from app.replay.aligned_calls import aligned_calls
from app.replay.alignment import align
from app.store.run_rows import rows_of


def tool(number, name):
    return Step(
        number=number, label=str(number), kind=StepKind.TOOL, name=name, span_ids=(f"{number:016x}",),
        status=Status.OK, started_ns=number, ended_ns=number + 1, input={"q": 1}, output=name,
    )  # fmt: skip


def aligned(left, right):
    alignment = align(left, right)
    return {"alignment": alignment, "calls": aligned_calls(alignment, left, right)}


def spans_of(run):
    spans = tuple(
        Span(trace_id=run.trace_id, span_id=step.span_ids[0], parent_id=None, name=step.name, start_ns=0, end_ns=1)
        for step in run.steps
    )
    return Trace(trace_id=run.trace_id, spans=spans, readings={})


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
            work.runs.add(rows_of(run, spans_of(run), run_id=key, workspace="local", source="imported"))

    def at(place, only="all"):
        with store.reading() as work:
            found = ArmComparison(
                attempt=SimpleNamespace(id="attempt", submitted=Diagnosis()), arm="healthy", arms=("healthy",),
                **aligned(made["a"], made["b"]),
                shown=imported_window(work, viewer=local_owner("ada"), run="a"), other=imported_window(work, viewer=local_owner("ada"), run="b"),
            )  # fmt: skip
            return comparison_screen(found, place=place, only=only, answer=KEY.answer())

    return at


def test_a_step_that_one_run_lacks_stands_beside_a_gap(screen):
    found = screen(2)
    assert (found.left.number, found.right) == (2, None)
    assert found.line.relation == "only left"
    assert found.difference == StepDifference()


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


@pytest.fixture
def long_screen(store):
    """The screen of one row of a run of 400 steps beside the same run without its 300th."""
    whole = Run(trace_id="long", steps=tuple(tool(number, f"tool-{number}") for number in range(1, 401)))
    kept = [step for step in whole.steps if step.number != 300]
    fewer = Run(
        trace_id="fewer", steps=tuple(replace(step, number=number) for number, step in enumerate(kept, start=1))
    )
    with store.writing() as work:
        for run in (whole, fewer):
            work.runs.add(rows_of(run, spans_of(run), run_id=run.trace_id, workspace="local", source="imported"))

    def at(place, only="all"):
        with store.reading() as work:
            found = ArmComparison(
                attempt=SimpleNamespace(id="attempt", submitted=Diagnosis()), arm="healthy", arms=("healthy",),
                **aligned(whole, fewer),
                shown=imported_window(work, viewer=local_owner("ada"), run="long"), other=imported_window(work, viewer=local_owner("ada"), run="fewer"),
            )  # fmt: skip
            return comparison_screen(found, place=place, only=only, answer=KEY.answer())

    return at


@pytest.mark.parametrize(
    ("place", "first", "last", "more"),
    [(1, 1, 60, (0, 340)), (200, 170, 229, (169, 171)), (400, 341, 400, (340, 0))],
)
def test_of_a_long_comparison_a_window_around_the_row_is_listed(long_screen, place, first, last, more):
    listed = long_screen(place).listed
    assert [line.place for line in listed] == list(range(first, last + 1))
    assert [line.header.name for line in listed] == [f"tool-{number}" for number in range(first, last + 1)]
    assert long_screen(place).more == more


def test_the_row_at_hand_is_told_where_the_filter_leaves_it_out(long_screen):
    found = long_screen(10, "only-this")
    assert [line.place for line in found.listed] == [300]
    assert found.line.header.name == "tool-10"
    assert found.counts == {"all": 400, "matched": 399, "changed": 0, "only-this": 1, "only-other": 0}
    assert (found.next_difference, found.previous_difference) == (300, None)


def test_far_rows_of_a_filter_are_read_with_their_own_headers(long_screen):
    listed = long_screen(399, "matched").listed
    assert {line.place for line in listed} == set(range(341, 401))
    assert all(line.left.name == line.right.name for line in listed)


@pytest.fixture
def calls(store):
    """The screen of one row of two runs whose search asks an index of its own, each a row with its access."""
    runs = {side: search_of(documents) for side, documents in (("a", ["old", "new"]), ("b", ["new"]))}
    with store.writing() as work:
        for key, run in runs.items():
            work.runs.add(rows_of(run, spans_of(run), run_id=key, workspace="local", source="imported"))

    def at(place):
        with store.reading() as work:
            found = ArmComparison(
                attempt=SimpleNamespace(id="attempt", submitted=Diagnosis()), arm="healthy", arms=("healthy",),
                **aligned(runs["a"], runs["b"]),
                shown=imported_window(work, viewer=local_owner("ada"), run="a"), other=imported_window(work, viewer=local_owner("ada"), run="b"),
            )  # fmt: skip
            assert found.place_of(3) == found.place_of(2) == 2
            return comparison_screen(found, place=place, answer=KEY.answer())

    return at


def search_of(documents):
    """A tool, a search that gives "two lines" of what its access found, and another tool."""
    search = replace(tool(2, "search"), same_call=3, output="two lines")
    access = replace(tool(3, "rules"), kind=StepKind.RETRIEVAL, same_call=2, output=documents)
    return Run(trace_id="".join(documents), steps=(tool(1, "open"), search, access, tool(4, "close")))


def test_a_call_and_its_access_are_one_row_which_tells_what_differs_in_either(calls):
    found = calls(2)
    assert [(line.place, line.header.name, line.relation) for line in found.listed] == [
        (1, "open", "matched"), (2, "search", "changed"), (3, "close", "matched"),
    ]  # fmt: skip
    assert (found.line.row.tells, found.line.accesses, found.counts["changed"]) == (("result",), (3,), 1)
    assert found.difference == StepDifference()
    (access,) = found.accesses
    assert (access.left.number, access.right.number) == (3, 3)
    assert [aspect.title for aspect in access.difference.told] == ["Result"]
    assert calls(1).next_difference == 2
    assert calls(3).accesses == ()
