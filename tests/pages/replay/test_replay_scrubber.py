"""The scrubber: what is drawn for which steps, and nothing of what is not revealed."""

import re
from itertools import pairwise

import pytest
from late_parcel import SLUG

from app.domain.header import StepHeader
from app.domain.span import Status
from app.domain.step import StepKind
from app.pages.replay.chart import Measure
from app.pages.replay.list import ReadingMarks, rows_of
from app.pages.replay.scrubber import _groups, _ticks, axis_of, figures_of, reached, value_of


def header(number, *, start=0, end=10, lane="main", depth=0, group=None, kind=StepKind.TOOL, **more):
    return StepHeader(
        number=number, label=str(number), kind=kind, name="look", agent=lane, lane=lane, depth=depth, turn=None,
        parallel_group=group, status=Status.OK, failed=more.pop("failed", False), started_ns=start, ended_ns=end, **more,
    )  # fmt: skip


def rows(*headers):
    return rows_of(headers, current=1, steps="/runs/r/steps", query="", reading=ReadingMarks(marks={}))


def test_parallel_steps_are_bracketed():
    ticks = _ticks(
        rows(header(1), header(2, group=1), header(3, group=1), header(4, group=2)),
        [(0, 0.25), (0.25, 0.5), (0.5, 0.75), (0.75, 1)],
        [(22, 62)] * 4,
    )
    (group,) = _groups(ticks)
    assert (group.left, group.width, group.middle) == (25, 50, 50)


def test_a_step_around_others_does_not_hide_that_they_waited():
    headers = [header(1, end=1_000_000), header(2, start=10, end=20), header(3, start=999_000, end=999_010)]
    assert any(stretch.squeezed for stretch in axis_of(headers, {1: 3}).stretches)
    assert not any(stretch.squeezed for stretch in axis_of(headers, {}).stretches)


def test_figures_are_told_as_far_as_they_are_known():
    whole = header(
        1, end=2_000_000, kind=StepKind.MODEL, input_tokens=1200, output_tokens=30, cost_usd=0.5, tries=2, failed=True
    )
    assert figures_of(whole) == "2 ms · 1,200 tokens in · 30 out · $0.5000 · 2 tries · error"
    assert figures_of(header(1, end=None)) == "running"


def test_only_model_steps_have_a_context_and_only_ended_ones_a_latency():
    told = header(1, end=2_000_000, kind=StepKind.MODEL, input_tokens=7, cost_usd=0.1)
    assert [value_of(told, measure) for measure in Measure] == [7, 0.1, 2.0]
    assert [value_of(header(1, end=None, input_tokens=7), measure) for measure in Measure] == [None, None, None]
    assert [each.step for each in reached([told, header(2)], [(0, 0.5), (0.5, 1)], Measure.CONTEXT)] == [1]


@pytest.fixture
def start(ada):
    """Starts an attempt; returns its address."""
    return lambda reveal: (
        ada.post(f"/scenarios/{SLUG}/attempts", data={"reveal": reveal}).headers["location"].rpartition("/steps/")[0]
    )


def ticks_in(page):
    return re.findall(r'<a class="tick [^>]*data-step="(\d+)"', page)


def test_every_listed_step_has_a_tick_and_the_current_one_is_marked(ada, start):
    page = ada.get(f"{start('open')}/steps/2").text
    assert ticks_in(page) == [str(number) for number in range(1, 9)]
    (current,) = re.findall(r'<a class="tick [^>]*data-step="(\d+)"[^>]*aria-current="step"', page)
    assert current == "2"
    assert "run-overview" not in page


def test_nothing_past_the_frontier_has_a_tick_and_the_end_stays_open(ada, start):
    page = ada.get(f"{start('forward')}/steps/1").text
    assert ticks_in(page) == ["1"]
    assert 'title="Not revealed yet"' in page


def test_a_chart_is_chosen_by_address_or_by_cookie(ada, start):
    step = f"{start('open')}/steps/2"
    assert "chart--context" in ada.get(step).text
    assert "chart--latency" in ada.get(f"{step}?chart=latency").text
    assert "chart--context" in ada.get(f"{step}?chart=nonsense").text
    ada.cookies.set("misstep_chart", "off")
    assert 'class="chart' not in ada.get(step).text


def test_in_time_the_ticks_lie_where_the_steps_ran(ada, start):
    page = ada.get(f"{start('open')}/steps/2?scale=time").text
    lefts = [float(left) for left in re.findall(r'aria-current="step"|<rect x="([\d.]+)%" y=', page) if left]
    assert len(lefts) == 8
    assert lefts == sorted(lefts)
    assert len({round(right - left, 2) for left, right in pairwise(lefts)}) > 3


def test_hits_are_drawn_under_their_steps(ada, start):
    page = ada.get(f"{start('open')}/steps/1?find=bergamot").text
    assert page.count('class="tick-hit"') >= 1
    assert 'class="tick-hit"' not in ada.get(f"{start('open')}/steps/1").text
