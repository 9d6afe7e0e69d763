"""The timeline of the listed steps: bars where they ran, open where nothing more is known."""

import json
import re

import pytest
from late_parcel import SLUG

from app.domain.header import StepHeader
from app.domain.span import Status
from app.domain.step import StepKind, Try
from app.pages.replay.list import ReadingMarks, rows_of
from app.pages.replay.timeline import AxisLabel, Bar, _rows, waterfall_axis
from app.reading.read_waterfall import Waterfall
from app.replay.critical_path import Segment
from app.replay.redaction import SeenContainer

MS = 1_000_000


def header(number, start, end, **more):
    return StepHeader(
        number=number, label=str(number), kind=StepKind.TOOL, name="look", agent="main", lane="main", depth=0, turn=None,
        parallel_group=None, status=Status.OK, failed=False, started_ns=start * MS, ended_ns=end and end * MS, **more,
    )  # fmt: skip


def bars(*headers, encloses=None, containers=(), tries=None, path=()):
    rows = rows_of(headers, current=1, steps="/runs/r/steps", query="", reading=ReadingMarks(marks={}))
    beside = Waterfall(begins_ns=0, encloses=encloses or {}, containers=containers, tries=tries or {}, path=path)
    return list(_rows(rows, beside, waterfall_axis(headers, beside.encloses)))


def agent(first, last):
    return SeenContainer(id="c", name="desk", agent="desk", parent=None, first=first, last=last, status=None)


def test_a_bar_lies_where_its_step_ran_and_says_so():
    first, second = bars(header(1, 0, 40), header(2, 40, 100))
    assert (first.bar, second.bar) == (Bar(0, 40), Bar(40, 60))
    assert (first.words, first.said) == ("40 ms", "tool, starts at 0, took 40 ms")
    assert second.said == "tool, starts at 40 ms, took 60 ms"


def test_words_stand_before_a_bar_that_ends_at_the_right():
    first, second = bars(header(1, 0, 40), header(2, 40, 100))
    assert (first.words_after, first.words_at) == (True, 40)
    assert (second.words_after, second.words_at) == (False, 40)


def test_a_time_near_the_end_of_the_axis_stands_before_its_line():
    assert [AxisLabel(at, "1:00").before for at in (0, 88, 92)] == [False, False, True]


def test_words_stand_within_a_bar_that_fills_the_line():
    (row,) = bars(header(1, 0, 40))
    assert (row.words_after, row.words_within, row.words_at) == (False, True, 100)


def test_a_running_step_is_open_to_the_end_of_what_is_drawn():
    (_, running) = bars(header(1, 0, 80), header(2, 60, None))
    assert (running.bar, running.open_end, running.words) == (Bar(75, 25), True, "running")
    assert running.said == "tool, starts at 60 ms, running"


def test_a_step_around_others_that_ends_after_the_listed_ones_does_not_stretch_the_axis():
    around, inside = bars(header(1, 0, 9000), header(2, 10, 20), encloses={1: 5})
    assert (around.bar, inside.bar) == (Bar(0, 100), Bar(50, 50))


def test_what_a_step_around_others_took_after_them_is_drawn():
    around, inside = bars(header(1, 0, 100), header(2, 20, 60), encloses={1: 2})
    assert (around.bar, inside.bar) == (Bar(0, 100), Bar(20, 40))


def test_tries_are_parts_of_a_bar():
    tries = (
        Try(span_ids=("a",), started_ns=0, ended_ns=50 * MS, status=Status.ERROR),
        Try(span_ids=("b",), started_ns=50 * MS, ended_ns=100 * MS, status=Status.OK),
    )
    (row,) = bars(header(1, 0, 100, tries=2), tries={1: tries})
    assert row.parts == (Bar(0, 50, failed=True), Bar(50, 50, failed=False))
    assert row.said == "tool, starts at 0, took 100 ms, 2 tries"


def test_the_critical_path_is_drawn_and_said():
    (row, _) = bars(
        header(1, 0, 50), header(2, 50, 100), path=(Segment(1, 0, 25 * MS), Segment(1, 400 * MS, 500 * MS))
    )
    assert row.path == (Bar(0, 25),)
    assert row.said.endswith("on the critical path for 125 ms")


def test_an_agent_is_a_span_above_its_steps():
    span, *steps = bars(header(1, 0, 50), header(2, 50, 100), containers=(agent(1, 2),))
    assert (span.bar, span.open_end, span.words, span.said) == (
        Bar(0, 100),
        False,
        "100 ms",
        "desk: from step 1, 100 ms",
    )
    assert [each.row.header.number for each in steps] == [1, 2]


def test_an_agent_that_goes_on_has_an_open_end_and_no_duration():
    running, *_ = bars(header(1, 0, 50), containers=(agent(1, None),))
    assert (running.open_end, running.words) == (True, "running")
    beyond, *_ = bars(header(1, 0, 50), containers=(agent(1, 9),))
    assert (beyond.open_end, beyond.words) == (True, "")
    assert beyond.said == "desk: from step 1, goes on beyond the listed steps"


@pytest.fixture
def start(ada):
    """Starts an attempt; returns its address."""
    return lambda reveal: (
        ada.post(f"/scenarios/{SLUG}/attempts", data={"reveal": reveal}).headers["location"].rpartition("/steps/")[0]
    )


def test_every_row_says_when_its_step_began_and_how_long_it_took(ada, start):
    page = ada.get(f"{start('open')}/steps/2?view=timeline").text
    assert re.findall(r'class="row-link timeline-link"[^>]*data-step="(\d+)"', page) == [
        str(number) for number in range(1, 9)
    ]
    assert "starts at 60 ms, took 707 ms, on the critical path for 507 ms" in page
    assert page.count('class="timeline-row timeline-row--agent') == 2


def test_the_axis_ends_with_what_is_revealed(ada, start):
    page = ada.get(f"{start('forward')}/steps/1?view=timeline").text
    (data,) = re.findall(r'data-stretches="([^"]*)"', page)
    assert json.loads(data) == [[0, 13, 0, 1, 0]]
    assert "timeline-bar--open" in page
    assert "The steps after this are not revealed yet." in page
