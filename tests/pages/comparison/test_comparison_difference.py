"""Every aspect in which two corresponding steps can differ, as two imported runs side by side."""

from dataclasses import replace

import pytest

from app.domain.message import Message, Text, ToolCall, ToolDefinition, ToolResult
from app.domain.span import Span
from app.domain.step import Context, Run, StateChange, Step, StepKind
from app.domain.trace import Trace
from app.domain.viewer import local_owner
from app.pages.comparison.difference import MOST_REPEATED, SidesCompared, difference_of
from app.reading.imported_run import imported_window
from app.replay.alignment import AlignmentRow, align
from app.replay.likeness import by_words
from app.replay.noise import Noise, RunIds
from app.replay.words import WordMark
from app.store.run_rows import rows_of

ASK, SAID, OTHER = (
    Message(role, (Text(text),))
    for role, text in (("user", "Where?"), ("assistant", "Here."), ("assistant", "There."))
)
SEARCH, FIND = (
    ToolDefinition("search", "in cents", {"type": "object"}),
    ToolDefinition("search", None, {"type": "object"}),
)
LIST, TRACK = ToolDefinition("list"), ToolDefinition("track")
CALLED = {
    (what, number): message
    for number in ("c1", "c9")
    for what, message in (
        ("call", Message("assistant", (ToolCall("search", {"q": "tent"}, number),))),
        ("result", Message("tool", (ToolResult({"rows": 3}, number),))),
    )
}
BOOK = tuple(
    ToolDefinition("book", "Books it.", {"properties": {"a": {}, "b": {}}, "required": keys})
    for keys in (["a", "b"], ["b", "a"])
)
NINE = 1_794_474_000 * 10**9  # 2026-11-12T09:00:00Z
STEP = Step(
    number=1, label="1", kind=StepKind.MODEL, name="m", span_ids=("1" * 16,), status=Span.__dataclass_fields__["status"].default,
    started_ns=0, ended_ns=1, context=Context(messages=(ASK.hash,), tools=(SEARCH.hash,), parameters={"seed": 1}),
    output_messages=(SAID.hash,), input={"q": 1}, output="thirty", error="late", state=(StateChange(key="paid", before=None, after=1),),
)  # fmt: skip


@pytest.fixture
def difference(store):
    """The difference between STEP and another version of it."""

    def compare_all(*, base=None, row=None, noise=None, more=(), **changes):
        runs = [run_with(replace(STEP, **changes), *more), run_with(replace(STEP, **(base or {})))]
        with store.writing() as work:
            for name, run in zip("ab", runs, strict=True):
                trace = Trace(
                    trace_id="t",
                    spans=(Span(trace_id="t", span_id="1" * 16, parent_id=None, name="m", start_ns=0, end_ns=1),),
                    readings={},
                )
                work.runs.add(rows_of(run, trace, run_id=name, workspace="local", source="imported"))
        with store.reading() as work:
            shown, other = (
                imported_window(work, viewer=local_owner("ada"), run="a").view(1),
                imported_window(work, viewer=local_owner("ada"), run="b").view(1),
            )
            found = align(runs[0], runs[1])
            return difference_of(
                SidesCompared(
                    shown=shown,
                    other=other,
                    shown_at="/a",
                    other_at="/b",
                    row=row or found.rows[0],
                    noise=noise or found.noise,
                )
            )

    return compare_all


@pytest.fixture
def compared(difference):
    """What of it tells something new."""

    def compare(**changes):
        return difference(**changes).told

    return compare


def run_with(step, *more):
    messages, tools = (
        {item.hash: item for item in (ASK, SAID, OTHER, *CALLED.values(), *more)},
        {item.hash: item for item in (SEARCH, FIND, LIST, TRACK, *BOOK)},
    )
    return Run(trace_id="t", steps=(step,), messages=messages, tools=tools)


def words(difference, mark):
    pieces = [piece for line in difference.fields for piece in line.stretches]
    return "".join(piece.head for piece in pieces if piece.mark is mark)


def test_equal_steps_differ_in_nothing(compared):
    assert compared() == ()


@pytest.mark.parametrize(
    ("title", "left", "entered", "changes"),
    [
        ("Decision", "Here", "There", {"output_messages": (OTHER.hash,)}),
        ("Tools", "in cents", "", {"context": replace(STEP.context, tools=(FIND.hash,))}),
        ("Parameters", "1", "2", {"context": replace(STEP.context, parameters={"seed": 2})}),
        ("Arguments", "1", "2", {"input": {"q": 2}}),
        ("Result", "thirty", "fourteen", {"output": "fourteen"}),
        ("Error", "late", "", {"error": None}),
        ("State", "1", "2", {"state": (StateChange(key="paid", before=None, after=2),)}),
    ],
)
def test_an_aspect_is_compared_word_by_word(compared, title, left, entered, changes):
    (found,) = compared(**changes)
    assert found.title == title
    assert (words(found, WordMark.LEFT).strip(), words(found, WordMark.ENTERED).strip()) == (left, entered)


def test_a_list_of_records_is_told_by_the_fields_that_differ(compared):
    def lines(quantity):
        return {"lines": [{"sku": "TA-1", "quantity": 1}, {"sku": "TA-2", "quantity": quantity}]}

    (found,) = compared(output=lines(5), base={"output": lines(1)})
    assert [(line.path, line.mark) for line in found.fields] == [("lines[TA-2].quantity", "changed")]
    assert (words(found, WordMark.LEFT), words(found, WordMark.ENTERED)) == ("1", "5")


def test_tools_are_told_by_name_and_changed_ones_by_their_fields(compared):
    (found,) = compared(
        context=replace(STEP.context, tools=(FIND.hash, LIST.hash)),
        base={"context": replace(STEP.context, tools=(SEARCH.hash, TRACK.hash))},
    )
    assert [(line.path, line.mark) for line in found.fields] == [
        ("list", "came"),
        ("track", "went"),
        ("search description", "went"),
    ]


def test_contexts_are_compared_message_by_message(compared):
    (found,) = compared(context=replace(STEP.context, messages=(OTHER.hash,)))
    assert found.title == "Context"
    assert [view.line for view in found.only_other] == ["Where?"]
    assert [view.line for view in found.only_shown] == ["There."]


def given(*messages):
    return replace(STEP.context, messages=tuple(message.hash for message in messages))


def test_messages_that_differ_by_the_id_of_a_call_alone_are_the_same(compared):
    ours = given(ASK, CALLED["call", "c1"], CALLED["result", "c1"], SAID)
    theirs = given(ASK, CALLED["call", "c9"], CALLED["result", "c9"])
    (found,) = compared(context=ours, base={"context": theirs})
    assert (found.only_other, found.changed, [view.place for view in found.only_shown]) == ((), (), [4])


def test_a_message_that_stands_elsewhere_is_told_with_both_places(compared):
    (found,) = compared(context=given(SAID, ASK), base={"context": given(ASK, SAID)})
    assert [(item.before, item.after) for item in found.moved] == [(1, 2)]
    assert (found.only_other, found.only_shown) == ((), ())


def test_the_same_tools_in_another_order_are_told_as_that(compared):
    two = {"context": replace(STEP.context, tools=(LIST.hash, TRACK.hash))}
    (found,) = compared(context=replace(STEP.context, tools=(TRACK.hash, LIST.hash)), base=two)
    assert [(line.mark, line.path) for line in found.fields] == [("reordered", "")]


def test_a_tool_whose_fields_agree_is_compared_by_its_schema(compared):
    first = {"context": replace(STEP.context, tools=(BOOK[0].hash,))}
    (found,) = compared(context=replace(STEP.context, tools=(BOOK[1].hash,)), base=first)
    assert [(line.mark, line.path) for line in found.fields] == [("changed", "book schema")]
    assert (words(found, WordMark.LEFT), words(found, WordMark.ENTERED)) == ('a","b', 'b","a')


def test_more_fields_than_are_listed_are_counted(compared):
    rows = [{f"k{place}": side for place in range(45)} for side in (1, 2)]
    (found,) = compared(output=rows[0], base={"output": rows[1]})
    assert [(line.mark, line.more) for line in found.fields[39:]] == [("changed", 0), ("more", 5)]


def test_ids_and_times_are_told_apart_and_counted(difference):
    clock = RunIds(clock=(NINE, NINE + 10**9))
    one = {"at": "2026-11-12T09:00:00Z", "rows": 3, "note": "in time, no fee"}
    other = {"at": "2026-11-12T09:00:01Z", "rows": 4, "note": "in time, 20 % fee"}
    found = difference(output=other, base={"output": one}, noise=Noise(before=clock, after=clock))
    assert [line.path for item in found.told for line in item.fields] == ["note", "rows"]
    assert [(item.title, [line.path for line in item.fields]) for item in found.noise] == [("Result", ["at"])]
    assert (found.noises, found.repeats) == (1, 0)


def test_what_was_told_by_an_earlier_row_is_told_apart_and_counted(difference):
    given = replace(STEP.context, messages=(ASK.hash, OTHER.hash), parameters={"seed": 2}, tools=())
    quiet = ("context", "tools", "parameters")
    found = difference(context=given, row=AlignmentRow(1, 1, quiet, quiet))
    assert found.told == ()
    assert [item.title for item in found.repeated] == ["Context", "Tools", "Parameters"]
    assert found.repeats == 3
    anew = difference(context=given, row=AlignmentRow(1, 1, quiet, (), news=frozenset({by_words(OTHER)})))
    assert [item.title for item in anew.told] == ["Context", "Tools", "Parameters"]
    assert anew.repeated == ()


def test_of_very_many_messages_that_repeat_the_first_are_shown(difference):
    said = tuple(Message("user", (Text(f"Word {number}"),)) for number in range(20))
    given = replace(STEP.context, messages=(ASK.hash, *(item.hash for item in said)))
    found = difference(context=given, more=said, row=AlignmentRow(1, 1, ("context",), ("context",)))
    assert (len(found.repeated[0].only_shown), found.repeats) == (MOST_REPEATED, 20)
