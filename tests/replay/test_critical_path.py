"""The path of steps that the run's end waited for."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.replay.critical_path import Segment, StepTiming, critical_path


def timed(number, start, end, closes=None):
    return StepTiming(number=number, started_ns=start, ended_ns=end, closes=closes or number)


def told(*steps):
    return [(segment.number, segment.started_ns, segment.ended_ns) for segment in critical_path(steps)]


def test_steps_one_after_another_are_all_on_the_path():
    assert told(timed(1, 0, 10), timed(2, 10, 15), timed(3, 18, 20)) == [(1, 0, 10), (2, 10, 15), (3, 18, 20)]


def test_of_parallel_steps_the_slowest_is_on_the_path():
    assert told(timed(1, 0, 5), timed(2, 6, 9), timed(3, 6, 20), timed(4, 21, 22)) == [
        (1, 0, 5), (3, 6, 20), (4, 21, 22),
    ]  # fmt: skip


def test_an_enclosing_step_is_on_the_path_only_where_nothing_inside_it_ran():
    assert told(timed(1, 0, 20, closes=3), timed(2, 5, 10), timed(3, 11, 18)) == [
        (1, 0, 5), (2, 5, 10), (1, 10, 11), (3, 11, 18), (1, 18, 20),
    ]  # fmt: skip


def test_a_sub_agent_beside_a_slower_one_is_not_on_the_path():
    assert told(timed(1, 0, 30, closes=2), timed(2, 1, 29), timed(3, 0, 10, closes=4), timed(4, 2, 9)) == [
        (1, 0, 1), (2, 1, 29), (1, 29, 30),
    ]  # fmt: skip


def test_a_step_that_still_runs_is_on_the_path_up_to_the_last_known_end():
    assert told(timed(1, 0, 4), timed(2, 4, None), timed(3, 6, 9)) == [(1, 0, 4), (2, 4, 6), (3, 6, 9)]


def test_a_step_that_ran_out_of_its_enclosing_step_leads_back_into_it():
    assert told(timed(1, 0, 10, closes=2), timed(2, 4, 12)) == [(1, 0, 4), (2, 4, 12)]


def test_of_two_ends_at_once_the_inner_step_is_on_the_path():
    assert told(timed(1, 0, 20, closes=2), timed(2, 11, 20)) == [(1, 0, 11), (2, 11, 20)]


def test_an_enclosing_step_that_was_over_is_not_returned_to():
    assert told(timed(1, 0, 3, closes=2), timed(2, 4, 12)) == [(1, 0, 3), (2, 4, 12)]


def test_steps_without_a_duration_and_runs_without_steps_have_no_path():
    assert told() == []
    assert told(timed(1, 5, 5), timed(2, 5, None)) == []


@st.composite
def recordings(draw):
    """Steps in order of number, nested or beside one another, some running; times in any disorder."""
    count = draw(st.integers(0, 25))
    found = []
    for number in range(1, count + 1):
        start = draw(st.integers(0, 60))
        end = None if draw(st.integers(0, 9)) == 0 else start + draw(st.integers(0, 25))
        found.append(timed(number, start, end, closes=draw(st.integers(number, count))))
    return found


@given(recordings())
def test_the_path_never_overlaps_itself_and_runs_from_first_to_last(steps):
    path = critical_path(steps)
    assert all(before.ended_ns <= after.started_ns for before, after in pairwise(path))
    assert all(segment.length_ns > 0 for segment in path)


@given(recordings())
def test_the_path_is_never_longer_than_the_wall_clock_time(steps):
    path = critical_path(steps)
    ends = [step.ended_ns for step in steps if step.ended_ns is not None and step.ended_ns > step.started_ns]
    if not ends:
        assert path == ()
        return
    assert path[-1].ended_ns == max(ends)
    assert sum(segment.length_ns for segment in path) <= max(ends) - min(step.started_ns for step in steps)


@given(recordings())
def test_every_segment_lies_within_its_step_and_tells_no_unknown_end(steps):
    known = {step.number: step for step in steps}
    for segment in critical_path(steps):
        step = known[segment.number]
        assert segment.started_ns >= step.started_ns
        if step.ended_ns is not None:
            assert segment.ended_ns <= step.ended_ns
        else:
            assert any(other.ended_ns is not None and segment.ended_ns <= other.ended_ns for other in steps)


@given(recordings())
def test_a_later_future_does_not_change_what_was_waited_for_before_it(steps):
    """A step that is added after everything else only adds itself."""
    ends = [each for step in steps for each in (step.started_ns, step.ended_ns) if each is not None]
    last = max(ends, default=0)
    closed = [timed(step.number, step.started_ns, step.ended_ns or step.started_ns, step.closes) for step in steps]
    more = [*closed, timed(len(steps) + 1, last + 1, last + 3)]
    assert critical_path(more) == (*critical_path(closed), Segment(len(steps) + 1, last + 1, last + 3))
