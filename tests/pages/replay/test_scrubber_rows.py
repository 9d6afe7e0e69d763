"""The rows of the scrubber stand still: what is revealed later moves no tick up or down."""

from app.domain.header import StepHeader
from app.domain.span import Status
from app.domain.step import Lane, StepKind
from app.pages.replay.list import ReadingMarks, rows_of
from app.pages.replay.scrubber_rows import heights


def header(number, start, end, *, lane="main", depth=0):
    return StepHeader(
        number=number, label=str(number), kind=StepKind.TOOL, name="look", agent=lane, lane=lane, depth=depth,
        turn=None, parallel_group=None, status=Status.OK, failed=False, started_ns=start, ended_ns=end,
    )  # fmt: skip


def drawn(*headers, lanes=(), side_by_side=True):
    rows = rows_of(headers, current=1, steps="/runs/r/steps", query="", reading=ReadingMarks(marks={}))
    return heights(rows, lanes, side_by_side=side_by_side)


def test_each_lane_has_a_row_of_its_own():
    assert drawn(header(1, 0, 5), header(2, 5, 9, lane="sub", depth=1), header(3, 9, 10)) == [
        (22, 31), (53, 31), (22, 31),
    ]  # fmt: skip


def test_a_step_that_began_while_another_ran_stands_lower_in_the_same_row():
    assert drawn(header(1, 0, 9), header(2, 1, 3), header(3, 2, 5), header(4, 2, 5), header(5, 9, 10)) == [
        (22, 62), (37.5, 46.5), (53, 31), (53, 31), (22, 62),
    ]  # fmt: skip
    assert drawn(header(1, 0, 9), header(2, 1, 3), side_by_side=False) == [(22, 62), (22, 62)]


def test_steps_follow_each_other_in_one_row_however_short_they_are():
    assert drawn(*(header(number, number, number + 1) for number in range(1, 60))) == [(22, 62)] * 59


def test_no_tick_moves_when_a_further_step_is_revealed_or_one_that_ran_has_ended():
    running = header(1, 0, None), header(2, 1, 3)
    further = header(1, 0, 9), header(2, 1, 3), header(3, 2, 6), header(4, 9, 10)
    assert drawn(*further)[:2] == drawn(*running)


def test_the_lanes_of_the_whole_run_keep_their_rows_in_every_part_of_it():
    lanes = Lane("main", "main"), Lane("sub", "sub"), Lane("other", "other")
    (within,) = drawn(header(70, 0, 5, lane="sub", depth=1), lanes=lanes)
    assert within == (42.67, 20.67)
    assert drawn(header(1, 0, 5), header(70, 5, 9, lane="sub", depth=1), lanes=lanes)[1] == within


def test_more_lanes_than_there_are_rows_share_the_last():
    lanes = [Lane(str(number), None) for number in range(8)]
    tops = [
        top for top, _ in drawn(*(header(number + 1, 0, 1, lane=str(number)) for number in range(8)), lanes=lanes)
    ]
    assert tops == [22, 34.4, 46.8, 59.2, 71.6, 71.6, 71.6, 71.6]
