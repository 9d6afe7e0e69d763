"""Rows that are alike again and again are one row that opens; what is at hand, marked or found is never folded."""

from dataclasses import dataclass

import pytest

from app.domain.header import Repetition, StepHeader
from app.domain.span import Status
from app.domain.step import StepKind
from app.pages.replay.list import ListRow, ReadingMarks, RowMark
from app.pages.replay.list_folds import ListSide, RowContext, RowFold, listed, more_rows

LOOP = Repetition(11, 50, 2)  # twenty turns of a model step and a call


def header(number, **more):
    inside = LOOP.first <= number <= LOOP.last
    kind = StepKind.MODEL if number % 2 else StepKind.TOOL
    told = {"name": "chat" if number % 2 else "get_price", "repetition": LOOP if inside else None} | more
    return StepHeader(
        number=number, label=str(number), kind=kind, agent="ada", lane="ada", depth=0, turn=None, parallel_group=None,
        status=Status.OK, failed=False, started_ns=0, ended_ns=1, **told,
    )  # fmt: skip


@dataclass(frozen=True)
class Run:
    """Sixty steps, of which those from 11 to 50 are alike."""

    frontier: int = 60
    more: tuple = ()

    def headers(self, first, last):
        return self.headers_at(range(max(first, 1), min(last, self.frontier) + 1))

    def headers_at(self, numbers):
        return tuple(header(number, **dict(self.more)) for number in numbers)


def context(current=1, *, marks=(), run=None, **more):
    reading = ReadingMarks(marks={number: (RowMark("mark", "marked"),) for number in marks})
    return RowContext(window=run or Run(), steps="/s", query="", reading=reading, current=current, **more)


def drawn(items):
    """Steps by their numbers, folds by their ends and how often."""
    return [f"{item.first}-{item.last}×{item.times}" if isinstance(item, RowFold) else item.first for item in items]


def in_list(current=1, **more):
    found = context(current, **more)
    return drawn(listed(found.rows(1, 60), found))


def test_what_repeats_is_one_row():
    assert in_list() == [*range(1, 11), "11-50×20", *range(51, 61)]


def test_the_step_at_hand_and_those_beside_it_are_never_folded():
    assert in_list(30) == [*range(1, 11), "11-22×6", *range(23, 37), "37-50×7", *range(51, 61)]


def test_a_reader_who_walks_on_inside_a_fold_has_more_of_it_in_the_list():
    assert in_list(22, beside=10) == [*range(1, 33), "33-50×9", *range(51, 61)]


def test_marked_steps_and_hits_are_never_folded():
    assert in_list(marks=(20,), hits=(41,))[10:17] == ["11-18×4", 19, 20, "21-40×10", 41, 42, "43-50×4"]


def test_fewer_than_three_times_between_two_rows_that_stay_are_shown():
    assert in_list(marks=(20, 26))[10:16] == ["11-18×4", 19, 20, 21, 22, 23]


def test_nothing_is_folded_where_the_reader_opened_all():
    assert in_list(unfolded=True) == list(range(1, 61))


def test_a_fold_is_named_after_what_was_called_and_leads_to_its_rows():
    (fold,) = [item for item in listed(context().rows(1, 60), context()) if isinstance(item, RowFold)]
    assert (fold.names, fold.kind, fold.current) == ("get_price", StepKind.TOOL, False)
    assert (fold.source, fold.whole) == ("/s/rows/11/50?side=inside", "/s/11?unfold=yes")


def test_of_many_names_three_are_told():
    class Eight(Run):
        def headers_at(self, numbers):
            part = Repetition(1, 48, 8)
            return tuple(header(n, name=f"tool_{n % 8}", repetition=part if n <= 48 else None) for n in numbers)

    found = context(60, run=Eight())
    assert listed(found.rows(1, 60), found)[0].names == "tool_2, tool_4, tool_6 and 1 more"


def test_a_window_that_begins_within_a_repetition_tells_of_all_of_it_and_its_agent():
    found = context(58)
    items = listed(found.rows(38, 60), found)
    assert drawn(items) == ["11-50×20", *range(51, 61)]
    assert items[0].row.agent_begins
    assert items[0].names == "get_price"


def test_of_the_rows_around_a_step_the_nearest_are_listed_and_the_first_names_its_agent():
    plain = Run(frontier=120, more=(("repetition", None),))

    def near(current):
        found = context(current, run=plain)
        return listed(found.rows(1, 120), found, size=10)

    middle, begin, end = near(100), near(2), near(120)
    assert [drawn(items) for items in (middle, begin, end)] == [
        list(range(95, 105)),
        list(range(1, 11)),
        list(range(111, 121)),
    ]
    assert [(row.agent_begins, row.agent_goes_on) for row in middle[:2]] == [(True, True), (False, False)]
    assert (begin[0].agent_begins, begin[0].agent_goes_on) == (True, False)


@pytest.mark.parametrize(
    ("side", "first", "last", "told"),
    [
        (ListSide.AFTER, 9, 20, [9, 10, "11-50×20"]),
        (ListSide.AFTER, 14, 20, [14, "15-50×18"]),  # what is there already is not told again
        (ListSide.BEFORE, 21, 60, ["11-50×20", *range(51, 61)]),
        (ListSide.BEFORE, 20, 47, ["11-46×18", 47]),
        (ListSide.INSIDE, 11, 50, list(range(11, 51))),
    ],
)
def test_further_rows_fold_as_the_list_does(side, first, last, told):
    assert drawn(more_rows(context(0), first, last, side=side)) == told


def test_a_long_fold_opens_by_forty_steps():
    long = Run(frontier=400, more=(("repetition", Repetition(1, 400, 2)),))
    assert drawn(more_rows(context(0, run=long), 101, 300, side=ListSide.INSIDE)) == [*range(101, 141), "141-300×80"]


def test_every_row_of_a_list_is_a_row_or_a_fold():
    assert {type(item) for item in listed(context().rows(1, 60), context())} == {ListRow, RowFold}
