"""Traces that are one run, and traces that are not."""

import json

from hypothesis import given
from hypothesis import strategies as st
from otlp_bytes import CHAT, attribute, body, encoded

from app.ingest.decode import NamedBytes, decode

ONE, TWO, THREE = "a" * 32, "b" * 32, "c" * 32
SAID = attribute(
    "gen_ai.output.messages", stringValue='[{"role": "assistant", "parts": [{"type": "text", "content": "Hello."}]}]'
)
LATER = {"startTimeUnixNano": "1795368140000000000", "endTimeUnixNano": "1795368141000000000"}
AGENT = [attribute("gen_ai.operation.name", stringValue="invoke_agent")]


def runs(*bodies):
    """The trace ids of each run, by its name; each span's scope is its name."""
    blocks = [{"scope": {"name": one["name"]}, "spans": [one]} for one in bodies]
    traces = decode([NamedBytes("run.json", as_json(blocks))])
    return [(trace.trace_id[0], "".join(sorted({span.trace_id[0] for span in trace.spans}))) for trace in traces]


def as_json(blocks):
    return json.dumps({"resourceSpans": [{"scopeSpans": blocks}]}).encode()


def call(trace, span_id, scope, **more):
    return body(traceId=trace, spanId=span_id * 16, name=scope, **more)


def test_turns_of_one_conversation_are_runs_of_their_own():
    assert runs(call(ONE, "1", "x"), call(TWO, "2", "x", **LATER)) == [("a", "a"), ("b", "b")]


def test_traces_joined_by_links_are_one_run_and_a_link_into_nowhere_joins_nothing():
    linked = call(
        TWO, "2", "x", links=[{"traceId": ONE, "spanId": "1" * 16}, {"traceId": THREE, "spanId": "9" * 16}], **LATER
    )
    assert runs(call(ONE, "1", "x"), linked) == [("a", "ab")]


def test_a_trace_of_nothing_but_copies_joins_the_run_that_it_copies():
    agent = call(ONE, "1", "graph", attributes=AGENT)
    own = call(ONE, "2", "graph", parentSpanId="1" * 16, attributes=[*CHAT, SAID])
    assert runs(agent, own, call(TWO, "3", "client", attributes=[*CHAT, SAID])) == [("a", "ab")]


def test_a_call_at_the_same_time_that_said_something_else_is_no_copy():
    agent = call(ONE, "1", "graph", attributes=AGENT)
    own = call(ONE, "2", "graph", parentSpanId="1" * 16, attributes=[*CHAT, SAID])
    other = [*CHAT, attribute("gen_ai.output.messages", stringValue='[{"role": "assistant", "content": "No."}]')]
    assert runs(agent, own, call(TWO, "3", "client", attributes=other)) == [("a", "a"), ("b", "b")]
    assert runs(agent, own, call(TWO, "3", "client", attributes=CHAT)) == [("a", "a"), ("b", "b")]


def test_a_trace_without_steps_joins_the_run_of_its_library_around_or_after_it():
    made = call(ONE, "1", "graph", attributes=[attribute("gen_ai.operation.name", stringValue="create_agent")])
    first, second = (
        call(TWO, "2", "graph", **LATER),
        call(THREE, "3", "graph", startTimeUnixNano="1795368150000000000", endTimeUnixNano="1795368151000000000"),
    )
    assert runs(made, first, second) == [("b", "ab"), ("c", "c")]
    inside = call(ONE, "1", "graph", attributes=AGENT, startTimeUnixNano="1795368150500000000")
    assert runs(inside, first, second) == [("b", "b"), ("c", "ac")]


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 20), st.integers(0, 9)), min_size=1, max_size=14))
def test_each_trace_without_steps_joins_the_last_run_under_way_else_the_next_one_else_the_last(drawn):
    traces = [(start, f"{n:x}", start + lasts, steps) for n, (steps, start, lasts) in enumerate(drawn, 1)]
    own = sorted(trace for trace in traces if trace[3])
    expected = {name: name for _, name, _, steps in traces if steps or not own}
    for start, name, _, steps in sorted(traces):
        if own and not steps:
            under_way = [run for run in own if run[0] <= start <= run[2]]
            following = [run for run in own if run[0] > start]
            expected[(under_way or following[:1] or own)[-1][1]] += name
    spans = [
        call(
            name * 32,
            name,
            "graph",
            attributes=CHAT if steps else AGENT,
            startTimeUnixNano=str(10**18 + start * 10**9),
            endTimeUnixNano=str(10**18 + end * 10**9),
        )
        for start, name, end, steps in traces
    ]
    assert sorted(found for _, found in runs(*spans)) == sorted("".join(sorted(one)) for one in expected.values())


def test_a_trace_without_steps_of_another_library_or_with_an_error_stays_alone():
    health = call(ONE, "1", "http", attributes=[])
    assert runs(health, call(TWO, "2", "graph", **LATER)) == [("a", "a"), ("b", "b")]


def test_one_line_of_spans_without_steps_is_still_a_trace():
    (trace,) = decode([NamedBytes("run.json", encoded(body(attributes=[])))])
    assert len(trace.spans) == 1
