"""Spans that programs write as plain records, under names of their own."""

import json

import pytest

from app.domain.errors import TraceRejected
from app.domain.span import Status
from app.ingest.decode import NamedBytes, decode, read_files

TRACE = "0af7651916cd43dd8448eb211c80319c"
START = 1777622400_000000000  # 2026-05-01T08:00:00Z
RECORD = {
    "trace_id": TRACE,
    "span_id": "b7ad6b7169203331",
    "parent_span_id": "00f067aa0ba902b7",
    "name": "chat",
    "start_time": START,
    "end_time": START + 1_500_000_000,
    "attributes": {"gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-4o"},
    "scope": {"name": "agent", "version": "1.2"},
    "status": {"code": "OK"},
    "span_events": [],
}
OTHER_NAMES = {
    "spanContext": {"traceId": TRACE, "spanId": "b7ad6b7169203331"},
    "parentSpanId": "00f067aa0ba902b7",
    "name": "chat",
    "startTime": [START // 10**9, 0],
    "endTime": [START // 10**9 + 1, 500_000_000],
    "attributes": {"gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-4o"},
    "instrumentationScope": {"name": "agent", "version": "1.2"},
    "status": {"code": 1},
}


def read(*documents):
    text = "\n".join(map(json.dumps, documents))
    return read_files([NamedBytes("spans.jsonl", text.encode())]).spans


@pytest.mark.parametrize(
    "record",
    [
        RECORD,
        OTHER_NAMES,
        RECORD | {"status": "ok"},
        RECORD | {"status": None, "status_code": "OK"},
        RECORD | {"scope": None, "instrumentation_scope": {"name": "agent", "version": "1.2"}},
        RECORD | {"end_time": None, "duration_ms": 1_500},
        RECORD | {"end_time": None, "durationNs": 1_500_000_000},
    ],
    ids=["snake case", "camel case", "a word", "two keys", "scope in full", "milliseconds", "nanoseconds"],
)
def test_a_record_is_a_span_whatever_its_program_calls_things(record):
    (span,) = read(record)
    assert (span.trace_id, span.span_id, span.parent_id) == (TRACE, "b7ad6b7169203331", "00f067aa0ba902b7")
    assert (span.name, span.start_ns, span.end_ns, span.status) == ("chat", START, START + 1_500_000_000, Status.OK)
    assert (span.scope, span.scope_version) == ("agent", "1.2")
    assert span.attributes == {"gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-4o"}


@pytest.mark.parametrize("written", [START, START // 1_000, START // 1_000_000, START / 1e9, "2026-05-01T08:00:00Z"])
def test_the_size_of_a_number_tells_its_unit(written):
    assert read(RECORD | {"start_time": written})[0].start_ns == START


def test_records_may_stand_in_a_list_below_a_key():
    root = RECORD | {"span_id": "00f067aa0ba902b7", "parent_span_id": None}
    assert len(read({"session": "s1", "count": 2, "spans": [root, RECORD]})) == 2


def test_an_event_with_a_body_tells_the_messages_of_its_span():
    body = {
        "input": {"messages": [{"role": "user", "content": "Hello?"}]},
        "output": {"messages": [{"role": "assistant", "content": "Good day."}]},
    }
    event = {"event_name": "agent", "timestamp": START + 5, "attributes": {"event.name": "agent"}, "body": body}
    (trace,) = decode([NamedBytes("spans.json", json.dumps([RECORD | {"span_events": [event]}]).encode())])
    (reading,) = trace.readings.values()
    assert [message.text for message in reading.input_messages] == ["Hello?"]
    assert [message.text for message in reading.output_messages] == ["Good day."]


@pytest.mark.parametrize("key", ["trace_id", "span_id", "start_time", "attributes"])
def test_a_record_without_what_makes_a_span_is_none(key):
    record = {name: value for name, value in RECORD.items() if name != key}
    with pytest.raises(TraceRejected, match=r"^spans.json: no resourceSpans or resourceLogs \(found "):
        decode([NamedBytes("spans.json", json.dumps(record).encode())])


def test_an_id_of_a_form_of_its_own_is_refused_with_its_place():
    with pytest.raises(TraceRejected, match=r"^spans.json, item 2, span 1: traceId is 'run-7', expected 32 hex"):
        decode([NamedBytes("spans.json", json.dumps([RECORD, RECORD | {"trace_id": "run-7"}]).encode())])
