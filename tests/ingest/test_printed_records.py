"""Spans and log records as the console exporters of SDKs print them, read as what they are."""

import json

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from app.domain.errors import TraceRejected
from app.domain.span import SpanEvent, SpanLink, Status
from app.ingest.by_trace import by_trace
from app.ingest.decode import NamedBytes, decode, read_files
from app.ingest.limits import Limits
from app.ingest.survey import survey
from app.ingest.telemetry import TelemetryBatch
from app.ingest.typed import JSON, read_typed

TRACE = "0af7651916cd43dd8448eb211c80319c"
START = 1777622400_000000000  # 2026-05-01T08:00:00Z
PYTHON = {
    "name": "chat",
    "context": {"trace_id": f"0x{TRACE}", "span_id": "0xb7ad6b7169203331", "trace_state": "[]"},
    "kind": "SpanKind.CLIENT",
    "parent_id": "0x00f067aa0ba902b7",
    "start_time": "2026-05-01T08:00:00.000000Z",
    "end_time": "2026-05-01T08:00:01.500000Z",
    "status": {"status_code": "ERROR", "description": "no answer"},
    "attributes": {"gen_ai.operation.name": "chat", "n": 12, "reasons": ["stop"], "yes": True},
    "events": [{"name": "said", "timestamp": "2026-05-01T08:00:01Z", "attributes": {"message": "Hello?"}}],
    "links": [{"context": {"trace_id": f"0x{'a' * 32}", "span_id": f"0x{'b' * 16}"}, "attributes": {"why": "retry"}}],
    "resource": {"attributes": {"service.name": "shop"}, "schema_url": ""},
}
PHP = {
    "name": "chat",
    "context": {"trace_id": TRACE, "span_id": "b7ad6b7169203331", "trace_state": ""},
    "resource": {"service.name": "shop"},
    "parent_span_id": "00f067aa0ba902b7",
    "kind": "KIND_CLIENT",
    "start": START,
    "end": START + 1_500_000_000,
    "attributes": {"gen_ai.operation.name": "chat", "n": 12, "reasons": ["stop"], "yes": True},
    "status": {"code": "Error", "description": "no answer"},
    "events": [{"name": "said", "timestamp": START + 1_000_000_000, "attributes": {"message": "Hello?"}}],
    "links": [{"context": {"trace_id": "a" * 32, "span_id": "b" * 16}, "attributes": {"why": "retry"}}],
}
JAVASCRIPT = {
    "resource": {"attributes": {"service.name": "shop"}},
    "instrumentationScope": {"name": "agent", "version": "1.2"},
    "traceId": TRACE,
    "parentSpanContext": {"traceId": TRACE, "spanId": "00f067aa0ba902b7", "traceFlags": 1},
    "name": "chat",
    "id": "b7ad6b7169203331",
    "kind": 2,
    "timestamp": START // 1000,
    "duration": 1_500_000,
    "attributes": {"gen_ai.operation.name": "chat", "n": 12, "reasons": ["stop"], "yes": True},
    "status": {"code": 2, "message": "no answer"},
    "events": [{"name": "said", "attributes": {"message": "Hello?"}, "time": [START // 10**9 + 1, 0]}],
    "links": [{"context": {"traceId": "a" * 32, "spanId": "b" * 16}, "attributes": {"why": "retry"}}],
}
SPAN_OBJECT = {
    "_spanContext": {"traceId": TRACE, "spanId": "b7ad6b7169203331", "traceFlags": 1},
    "parentSpanContext": {"traceId": TRACE, "spanId": "00f067aa0ba902b7", "traceFlags": 1},
    "name": "chat",
    "kind": 2,
    "startTime": [START // 10**9, 0],
    "endTime": [START // 10**9 + 1, 500_000_000],
    "attributes": {"gen_ai.operation.name": "chat", "n": 12, "reasons": ["stop"], "yes": True},
    "status": {"code": 2, "message": "no answer"},
    "events": [{"name": "said", "attributes": {"message": "Hello?"}, "time": [START // 10**9 + 1, 0]}],
    "links": [{"context": {"traceId": "a" * 32, "spanId": "b" * 16}, "attributes": {"why": "retry"}}],
    "resource": {"_rawAttributes": [["service.name", "shop"]], "_memoizedAttributes": {"service.name": "shop"}},
    "instrumentationScope": {"name": "agent", "version": "1.2"},
}


def typed(kind, key, value):
    return {"Key": key, "Value": {"Type": kind, "Value": value}}


GO = {
    "Name": "chat",
    "SpanContext": {"TraceID": TRACE, "SpanID": "b7ad6b7169203331", "TraceFlags": "01", "Remote": False},
    "Parent": {"TraceID": TRACE, "SpanID": "00f067aa0ba902b7", "TraceFlags": "01", "Remote": True},
    "SpanKind": 3,
    "StartTime": "2026-05-01T10:00:00+02:00",
    "EndTime": "2026-05-01T10:00:01.5+02:00",
    "Attributes": [
        typed("STRING", "gen_ai.operation.name", "chat"),
        typed("INT64", "n", 12),
        typed("STRINGSLICE", "reasons", ["stop"]),
        {"Key": "yes", "Value": {"Type": "BOOL", "Value": True}},
    ],
    "Events": [
        {"Name": "said", "Attributes": [typed("STRING", "message", "Hello?")], "Time": "2026-05-01T08:00:01Z"}
    ],
    "Links": [
        {
            "SpanContext": {"TraceID": "a" * 32, "SpanID": "b" * 16},
            "Attributes": [typed("STRING", "why", "retry")],
        }
    ],
    "Status": {"Code": "Error", "Description": "no answer"},
    "DroppedAttributes": 3,
    "Resource": [typed("STRING", "service.name", "shop")],
    "InstrumentationScope": {"Name": "agent", "Version": "1.2", "SchemaURL": ""},
}


def spans(*documents, indent=4, between="\n"):
    text = between.join(json.dumps(document, indent=indent) for document in documents)
    return read_files([NamedBytes("console.txt", text.encode())])


@pytest.mark.parametrize("printed", [PYTHON, PHP, JAVASCRIPT, SPAN_OBJECT, GO])
def test_a_printed_span_says_all_that_it_would_say_in_otlp(printed):
    (span,) = spans(printed).spans
    assert (span.trace_id, span.span_id, span.parent_id) == (TRACE, "b7ad6b7169203331", "00f067aa0ba902b7")
    assert (span.name, span.start_ns, span.end_ns) == ("chat", START, START + 1_500_000_000)
    assert (span.status, span.status_message) == (Status.ERROR, "no answer")
    assert span.attributes == {"gen_ai.operation.name": "chat", "n": 12, "reasons": ["stop"], "yes": True}
    assert span.events == (SpanEvent("said", START + 1_000_000_000, {"message": "Hello?"}),)
    assert span.links == (SpanLink("a" * 32, "b" * 16, {"why": "retry"}),)
    assert span.resource == {"service.name": "shop"}


@pytest.mark.parametrize("printed", [JAVASCRIPT, SPAN_OBJECT, GO])
def test_the_scope_is_read_where_it_is_printed(printed):
    (span,) = spans(printed).spans
    assert (span.scope, span.scope_version) == ("agent", "1.2")


def test_what_an_sdk_dropped_is_counted():
    assert spans(GO).spans[0].dropped_attributes == 3


@pytest.mark.parametrize("indent", [None, 4])
@pytest.mark.parametrize("between", ["\n", "\r\n", "\n\n", ",\n", ""])
def test_printed_spans_stand_one_after_another(indent, between):
    root = PYTHON | {"context": PYTHON["context"] | {"span_id": "0x00f067aa0ba902b7"}, "parent_id": None}
    assert len(spans(PYTHON, root, indent=indent, between=between).spans) == 2


@pytest.mark.parametrize("parent", [None, "", "0x0000000000000000"])
def test_a_root_names_no_parent(parent):
    assert spans(PYTHON | {"parent_id": parent}).spans[0].parent_id is None


def test_go_prints_a_parent_of_zeros_for_a_root():
    assert spans(GO | {"Parent": {"TraceID": "0" * 32, "SpanID": "0" * 16}}).spans[0].parent_id is None


def test_a_span_that_never_ended_has_no_end():
    assert spans(PYTHON | {"end_time": None}).spans[0].end_ns == 0


@pytest.mark.parametrize(
    ("written", "nanoseconds"),
    [
        ("2026-05-01T08:00:00Z", START),
        ("2026-05-01 08:00:00", START),
        ("2026-05-01T08:00:00.123456789Z", START + 123_456_789),
        ("2026-05-01T08:00:00,5+00:00", START + 500_000_000),
        ("2026-05-01T06:30:00-0130", START),
        ("1970-01-01T00:00:00Z", 0),
    ],
)
def test_a_time_of_the_clock_is_read_to_the_nanosecond(written, nanoseconds):
    assert spans(PYTHON | {"start_time": written}).spans[0].start_ns == nanoseconds


@pytest.mark.parametrize("written", ["noon", "2026-13-01T08:00:00Z", "0001-01-01T00:00:00Z", "2026-05-01"])
def test_what_is_no_time_since_1970_is_refused_with_its_place(written):
    text = f"{json.dumps(PYTHON, indent=4)}\n{json.dumps(PYTHON | {'start_time': written}, indent=4)}"
    line = 2 + json.dumps(PYTHON, indent=4).count("\n")
    with pytest.raises(TraceRejected, match=rf"^console.txt: line {line}, span 1: startTimeUnixNano is '{written}'"):
        decode([NamedBytes("console.txt", text.encode())])


def test_a_printed_log_record_is_joined_to_its_printed_span():
    record = {
        "body": {"content": "Hello?", "parts": [1, 0.5, None, True]},
        "severity_number": 9,
        "severity_text": "INFO",
        "attributes": {"event.name": "gen_ai.user.message"},
        "timestamp": "2026-05-01T08:00:00.5Z",
        "trace_id": f"0x{TRACE}",
        "span_id": "0xb7ad6b7169203331",
        "resource": {"attributes": {}, "schema_url": ""},
    }
    (trace,) = decode([NamedBytes("console.txt", "\n".join(map(json.dumps, (record, PYTHON))).encode())])
    (log,) = trace.spans[0].logs
    assert (log.name, log.time_ns) == ("gen_ai.user.message", START + 500_000_000)
    assert log.body == {"content": "Hello?", "parts": [1, 0.5, None, True]}


def deep(levels):
    value = "x"
    for _ in range(levels):
        value = [value]
    return value


def test_values_are_read_to_the_depth_that_otlp_has():
    assert spans(PYTHON | {"attributes": {"deep": deep(100)}}).spans[0].attributes == {"deep": deep(100)}
    for levels in (102, 300, 5000):
        text = json.dumps(PYTHON | {"attributes": {"deep": "HERE"}}).replace('"HERE"', "[" * levels + "]" * levels)
        with pytest.raises(
            TraceRejected, match=r"^c, span 1: an attribute is nested too deeply; 100 levels are read$"
        ):
            decode([NamedBytes("c", text.encode())])


def test_the_body_of_a_printed_log_record_has_an_end_too():
    record = {"body": deep(300), "severity_number": 9, "trace_id": TRACE, "span_id": "b" * 16}
    with pytest.raises(TraceRejected, match=r"^c: a log's body is nested too deeply; 100 levels are read$"):
        decode([NamedBytes("c", json.dumps(record).encode())])


@pytest.mark.parametrize("printed", [PYTHON, PHP, JAVASCRIPT, SPAN_OBJECT, GO])
@pytest.mark.parametrize("odd", [None, 1, 1e308, 10**400, "x", [1], [1e308, 1e308], [[]], {}, {"a": 1}])
def test_whatever_stands_in_a_field_is_read_or_refused_in_a_sentence(printed, odd):
    for key in printed:
        text = json.dumps([printed, printed | {key: odd}])
        try:
            found = len(read_files([NamedBytes("console.txt", text.encode())]).spans)
        except TraceRejected as error:
            found = str(error).partition(":")[0]
        assert found in (2, "console.txt, item 2", "console.txt, item 2, span 1", "console.txt, item 2, resource")


def test_printed_spans_of_several_traces_are_delivered_apart():
    other = PYTHON | {"context": PYTHON["context"] | {"trace_id": f"0x{'c' * 32}"}}
    both = f"{json.dumps(PYTHON)}\n{json.dumps(other)}".encode()
    found = survey("request", both, kind=ExportTraceServiceRequest, media_type=JSON, limits=Limits())
    parts = dict(by_trace(both, media_type=JSON, found=found))
    assert set(parts) == {TRACE, "c" * 32}
    for trace_id, part in parts.items():
        read = TelemetryBatch(Limits())
        read_typed("request", part, media_type=JSON, into=read)
        assert [(span.trace_id, span.attributes["n"], span.start_ns) for span in read.spans] == [
            (trace_id, 12, START)
        ]
