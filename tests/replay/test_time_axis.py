"""Time on a line, long waits squeezed."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.replay.time_axis import merged, round_step, time_axis

SECOND = 1_000_000_000
MINUTE = 60 * SECOND


def test_without_waits_the_line_is_even():
    axis = time_axis([(0, 4), (4, 10)])
    assert [axis.place(time) for time in (0, 5, 10)] == [0, 0.5, 1]
    assert [stretch.squeezed for stretch in axis.stretches] == [False]


def test_a_long_wait_takes_little_room():
    axis = time_axis([(0, 10 * SECOND), (12 * MINUTE, 12 * MINUTE + 10 * SECOND)])
    before, wait, after = axis.stretches
    assert (before.squeezed, wait.squeezed, after.squeezed) == (False, True, False)
    assert wait.end_ns - wait.start_ns == 12 * MINUTE - 10 * SECOND
    assert wait.to - wait.at == pytest.approx(1 / 21)
    assert before.to - before.at == pytest.approx(after.to - after.at)


def test_a_short_wait_stays_to_scale():
    assert len(time_axis([(0, 100), (104, 200)]).stretches) == 1


def test_many_long_waits_share_their_room():
    axis = time_axis([(start * 1000, start * 1000 + 10) for start in range(50)])
    squeezed = sum(stretch.to - stretch.at for stretch in axis.stretches if stretch.squeezed)
    assert squeezed == pytest.approx(0.3 / 1.3)


def test_moments_alone_are_spread_evenly():
    axis = time_axis([(0, 0), (10, 10)])
    assert (axis.place(0), axis.place(5), axis.place(10)) == (0, 0.5, 1)


def test_no_time_at_all_is_one_point():
    assert time_axis([]).place(5) == 0
    assert time_axis([(7, 7)]).place(7) == 0


def test_intervals_are_merged_whatever_their_order_and_a_negative_one_is_a_moment():
    assert merged([(5, 8), (0, 3), (2, 4), (20, 18)]) == [(0, 4), (5, 8), (20, 20)]


def test_ticks_are_round_and_skip_what_is_squeezed():
    axis = time_axis([(0, 9 * SECOND), (12 * MINUTE, 12 * MINUTE + 9 * SECOND)])
    told = [tick.elapsed_ns // SECOND for tick in axis.ticks(4)]
    assert told == [0, 5, 720, 725]


def test_ticks_can_be_round_since_an_earlier_time():
    axis = time_axis([(3 * SECOND, 9 * SECOND)])
    assert [tick.elapsed_ns // SECOND for tick in axis.ticks(3, origin_ns=SECOND)] == [2, 4, 6, 8]
    assert [round(tick.at, 3) for tick in axis.ticks(3, origin_ns=SECOND)] == [0, 0.333, 0.667, 1]


def test_round_durations():
    steps = [
        round_step(least) for least in (0, 3, 700, 40_000, SECOND, 7 * SECOND, 20 * MINUTE, 5 * 86400 * SECOND - 1)
    ]
    assert steps == [1, 5, 1000, 50_000, SECOND, 10 * SECOND, 30 * MINUTE, 5 * 86400 * SECOND]


intervals = st.lists(st.tuples(st.integers(0, 10**12), st.integers(0, 10**11)).map(lambda pair: (pair[0], sum(pair))))


@given(intervals)
def test_later_is_never_left_of_earlier(found):
    axis = time_axis(found)
    times = sorted(time for pair in found for time in pair)
    places = [axis.place(time) for time in times]
    assert places == sorted(places)
    assert all(0 <= place <= 1 for place in places)


@given(intervals, st.integers(1, 12))
def test_ticks_are_few_in_order_and_within_the_line(found, most):
    ticks = time_axis(found).ticks(most)
    assert len(ticks) <= 2 * most
    assert [tick.at for tick in ticks] == sorted(tick.at for tick in ticks)


@given(intervals)
def test_stretches_cover_the_line(found):
    stretches = time_axis(found).stretches
    assert (stretches[0].at, stretches[-1].to) == (0, 1)
    assert all(left.to == right.at and left.end_ns == right.start_ns for left, right in pairwise(stretches))
