"""Of what stays open past the frontier nothing is told but how it began, wherever it is told."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runs_at_hand import step, tool
from spans_by_hand import span

from app.domain.header import Repetition, StepHeader
from app.domain.inside import InsideCount
from app.domain.span import LogRecord, Span, SpanEvent, Status
from app.domain.step import Container, Context, StateChange, Step, StepKind, Try, Usage
from app.replay.redaction import (
    redacted_header,
    redacted_span,
    redacted_step,
    redacted_totals,
    seen_container,
)
from app.replay.totals import NOTHING_USED, Totals

# What is told at the beginning, with the answer, and at the end: whoever adds a field says here where it belongs.
BEGINNING = {
    *("number", "label", "kind", "name", "span_ids", "started_ns", "agent", "lane", "path", "turn", "call_id"),
    *("context", "input", "request_model", "previous_response_id", "rebuilt", "parallel_group"),
}
ANSWER = {
    "output": [None, {"refund": "RF-1"}],
    "output_messages": [(), ("m1",)],
    "model": [None, "gpt-4o-2024-08-06", "o3"],
    "response_id": [None, "r1"],
    "usage": [Usage(), Usage(7, 5, 3, 1), Usage(input_tokens=900)],
    "cost_usd": [None, 0.25],
    "cost_recorded": [False, True],
    "finish_reason": [None, "stop"],
}
END = {
    "ended_ns": [10, 15, 900],
    "status": list(Status),
    "error": [None, "refused"],
    "attempts": [(), (Try(span_ids=("a",), started_ns=1, ended_ns=2, status=Status.ERROR),) * 2],
    "repairs": [(), ("It never ended; shown until the last that is known of it.",)],
    "state": [(), (StateChange(key="refunds", before=0, after=1),)],
    "inside": [None, InsideCount(http=1)],
    "same_call": [None, 2],
}
ROW_BEGINNING = {
    *("number", "label", "kind", "name", "agent", "lane", "depth", "turn", "parallel_group", "started_ns"),
    *("rebuilt", "gist", "user_words"),
}
ROW_ANSWER = {"model": [None, "o3"], "input_tokens": [None, 7], "output_tokens": [None, 5], "cost_usd": [None, 0.25]}
ROW_END = {
    "ended_ns": [10, 15],
    "status": list(Status),
    "failed": [False, True],
    "tries": [1, 3],
    "first_try": ["", "429"],
    "repaired": [False, True],
    "same_call": [None, 2],
    "repetition": [None, Repetition(1, 10, 2)],
}
SPAN_BEGINNING = {
    *("trace_id", "span_id", "parent_id", "name", "start_ns", "links", "scope", "scope_version", "resource"),
}
SPAN_END = {
    "end_ns": [1, 9],
    "status": list(Status),
    "status_message": ["", "refused"],
    "attributes": [{}, {"result": "RF-1"}],
    "events": [(), (SpanEvent("done", 8),)],
    "logs": [(), (LogRecord(name="done", time_ns=8),)],
    "dropped_attributes": [0, 4],
    "dropped_events": [0, 4],
}
OTHERS = sorted(set(StepKind) - {StepKind.MODEL})


def some(values):
    return st.fixed_dictionaries({name: st.sampled_from(options) for name, options in values.items()})


def row(kind, **more):
    known = {"lane": "", "depth": 0, "turn": 1, "parallel_group": None, "agent": "ada", "label": "1", "name": "ask"}
    told = {"status": Status.OK, "failed": False, "started_ns": 10, "ended_ns": 15}
    return StepHeader(**({"number": 1, "kind": kind} | known | told | more))


def test_every_field_has_its_time():
    assert BEGINNING | ANSWER.keys() | END.keys() == {field.name for field in fields(Step)}
    assert ROW_BEGINNING | ROW_ANSWER.keys() | ROW_END.keys() == {field.name for field in fields(StepHeader)}
    assert SPAN_BEGINNING | SPAN_END.keys() == {field.name for field in fields(Span)}


@given(kind=st.sampled_from(OTHERS), one=some(ANSWER | END), other=some(ANSWER | END))
def test_open_steps_that_began_alike_are_told_alike(kind, one, other):
    begun = step(1, kind, "ask", input={"q": 1}, request_model="gpt-4o", context=Context(messages=("m0",)))
    shown = redacted_step(replace(begun, **one))
    assert shown == redacted_step(replace(begun, **other))
    assert (shown.model, shown.input, shown.context) == ("gpt-4o", {"q": 1}, Context(messages=("m0",)))


@pytest.mark.parametrize("kind", [StepKind.MODEL, StepKind.TOOL])
def test_of_an_open_step_only_its_first_span_is_known_to_have_begun(kind):
    assert redacted_step(step(1, kind, "ask", span_ids=("own", "request", "query"))).span_ids == ("own",)


@given(answer=some(ANSWER), one=some(END), other=some(END))
def test_open_model_steps_that_said_the_same_are_told_alike(answer, one, other):
    said = step(1, StepKind.MODEL, "chat", request_model="gpt-4o", **answer)
    shown = redacted_step(replace(said, **one))
    assert shown == redacted_step(replace(said, **other))
    assert {name: getattr(shown, name) for name in ANSWER} == answer


@given(kind=st.sampled_from(OTHERS), one=some(ROW_ANSWER | ROW_END), other=some(ROW_ANSWER | ROW_END))
def test_rows_of_open_steps_that_began_alike_are_told_alike(kind, one, other):
    shown = redacted_header(row(kind, **one))
    assert shown == redacted_header(row(kind, **other))
    assert (shown.running, shown.duration_ms, shown.model) == (True, None, None)


@given(answer=some(ROW_ANSWER), one=some(ROW_END), other=some(ROW_END))
def test_rows_of_open_model_steps_that_said_the_same_are_told_alike(answer, one, other):
    shown = redacted_header(row(StepKind.MODEL, **answer, **one))
    assert shown == redacted_header(row(StepKind.MODEL, **answer, **other))
    assert {name: getattr(shown, name) for name in ROW_ANSWER} == answer


@given(one=some(SPAN_END), other=some(SPAN_END))
def test_raw_spans_of_open_steps_that_began_alike_are_told_alike(one, other):
    begun = span("a", 1, 9)
    assert redacted_span(replace(begun, **one)) == redacted_span(replace(begun, **other))


@given(
    st.lists(
        st.tuples(st.sampled_from([StepKind.MODEL, StepKind.TOOL]), some(ANSWER | END), st.booleans()), max_size=5
    )
)
def test_sums_are_those_of_the_steps_as_they_are_told(drawn):
    steps = [step(number, kind, "ask", **told) for number, (kind, told, _) in enumerate(drawn, start=1)]
    still_open = {number for number, (_, _, is_open) in enumerate(drawn, start=1) if is_open}
    full = shown = NOTHING_USED
    for each in steps:
        full, shown = (
            full.with_step(each),
            shown.with_step(redacted_step(each) if each.number in still_open else each),
        )
    withheld = [row_of(each) for each in steps if each.number in still_open]
    unsaid = any(each.input_tokens is not None for each in withheld if each.kind is StepKind.TOOL)
    assert redacted_totals(full, withheld) == (replace(shown, cached_tokens=None) if unsaid else shown)


def row_of(told):
    return row(
        told.kind,
        number=told.number,
        failed=told.failed,
        input_tokens=told.usage.input_tokens,
        output_tokens=told.usage.output_tokens,
        cost_usd=told.cost_usd,
    )


def test_where_an_open_tool_alone_counted_tokens_none_are_known_and_not_zero():
    caller = tool(1, usage=Usage(7, 5, 3), cost_usd=0.25, error="refused")
    assert redacted_totals(NOTHING_USED.with_step(caller), [row_of(caller)]) == Totals(step=1)


def test_sums_before_an_open_step_are_told_whole():
    sums = Totals(step=1, input_tokens=7, cached_tokens=3)
    assert redacted_totals(sums, [row(StepKind.TOOL, number=2, input_tokens=9)]) == sums


@pytest.mark.parametrize(("over", "last", "status"), [(True, 4, Status.ERROR), (False, None, None)])
def test_a_container_tells_its_end_and_status_once_it_is_over(over, last, status):
    desk = Container(id="d", name="desk", agent="ada", parent=None, first=1, last=4, status=Status.ERROR)
    seen = seen_container(desk, over=over)
    assert (seen.last, seen.status, seen.running) == (last, status, not over)
    assert (seen.id, seen.name, seen.agent, seen.parent, seen.first) == ("d", "desk", "ada", None, 1)
