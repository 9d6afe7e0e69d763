from app.domain.header import StepHeader
from app.domain.span import Status
from app.domain.step import StepKind
from app.pages.replay.list import Bracket, ReadingMarks, RowMark, rows_of, window


def header(number, *, lane="main", depth=0, group=None, kind=StepKind.TOOL, gist="", same_call=None):
    return StepHeader(
        number=number, label=str(number), kind=kind, name="look", gist=gist, agent=lane, lane=lane, depth=depth,
        turn=None, parallel_group=group, status=Status.OK, failed=False, started_ns=0, ended_ns=1, same_call=same_call,
    )  # fmt: skip


def rows(*headers, marks=None):
    return rows_of(
        headers,
        current=2,
        steps="/runs/r/steps",
        query="?tab=raw",
        reading=ReadingMarks(opened=frozenset({1}), marks=marks or {}),
    )


def test_a_window_is_centred_as_far_as_the_ends_allow():
    assert window(200, frontier=500) == (140, 259)
    assert window(3, frontier=500) == (1, 120)
    assert window(499, frontier=500) == (381, 500)
    assert window(4, frontier=8) == (1, 8)
    assert window(50, frontier=100, size=12) == (44, 55)


def test_a_row_tells_where_it_leads_and_whether_it_is_open_or_was():
    first, second = rows(header(1), header(2))
    assert (first.href, first.current, first.opened) == ("/runs/r/steps/1?tab=raw", False, True)
    assert (second.current, second.opened) == (True, False)


def test_parallel_steps_stand_in_one_bracket():
    found = rows(header(1), header(2, group=1), header(3, group=1), header(4, group=1), header(5, group=2))
    assert [row.bracket for row in found] == [Bracket.NONE, Bracket.FIRST, Bracket.INSIDE, Bracket.LAST, Bracket.NONE]


def test_lanes_have_heights_the_shallowest_first():
    found = rows(header(1, lane="sub", depth=1), header(2), header(3, lane="sub", depth=1))
    assert [row.lane for row in found] == [1, 0, 1]


def test_more_lanes_than_heights_share_the_last():
    found = rows(*(header(number, lane=f"lane {number}") for number in range(1, 8)))
    assert [row.lane for row in found] == [0, 1, 2, 3, 4, 4, 4]


def test_an_agent_is_named_where_its_steps_begin():
    found = rows(header(1), header(2), header(3, lane="sub"), header(4))
    assert [row.agent_begins for row in found] == [True, False, True, True]


def test_a_row_says_its_marks_in_words():
    (found,) = rows(header(2), marks={2: (RowMark("mark", "suspect"), RowMark("pin", "evidence"))})
    assert found.said == "Step 2: tool look, suspect, evidence"


def test_a_tick_says_what_a_tool_was_asked_and_what_a_model_said():
    asked, said = rows(header(1, gist="DE-1"), header(2, kind=StepKind.MODEL, gist="It is late."))
    assert (asked.said, said.said) == ("Step 1: tool look DE-1", "Step 2: model It is late.")


def call(number):
    return header(number, same_call=number + 1), header(number + 1, kind=StepKind.RETRIEVAL, same_call=number)


def test_a_call_and_the_access_that_it_consists_of_are_one_row():
    (row, after) = rows(*call(1), header(3))
    assert (row.first, row.last, row.inner.kind, row.current) == (1, 2, StepKind.RETRIEVAL, True)
    assert (row.href, row.inner_href) == ("/runs/r/steps/1?tab=raw", "/runs/r/steps/2?tab=raw")
    assert (row.opened, row.said) == (True, "Step 1 with 2: tool look")
    assert (after.first, after.last, after.inner) == (3, 3, None)


def test_what_was_put_on_either_is_shown_on_the_row_once():
    suspect, pin = RowMark("mark", "suspect"), RowMark("pin", "evidence")
    (row,) = rows(*call(1), marks={1: (suspect,), 2: (suspect, pin)})
    assert row.marks == (suspect, pin)


def test_an_access_whose_call_is_not_among_the_rows_stands_alone():
    (row,) = rows(call(1)[1])
    assert (row.first, row.last, row.inner) == (2, 2, None)
