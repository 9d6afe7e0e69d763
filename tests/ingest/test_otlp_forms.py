"""OTLP that stands one key deep in an answer of another program, and its parts without what is around them."""

import json

import pytest
from otlp_bytes import attribute, body, request

from app.domain.errors import TraceRejected
from app.ingest.decode import NamedBytes, decode, read_files

ONE = request(body())
(BLOCK,) = ONE["resourceSpans"]
(SCOPE,) = BLOCK["scopeSpans"]
SNAKE = {
    "trace_id": "5b8efff798038103d269b633813fc60c",
    "span_id": "eee19b7ec3c1b174",
    "name": "chat",
    "start_time_unix_nano": 1795368131000000000,
    "end_time_unix_nano": 1795368132000000000,
    "attributes": {"gen_ai.operation.name": "chat"},
}


def read(document):
    return read_files([NamedBytes("trace.json", json.dumps(document).encode())])


@pytest.mark.parametrize(
    "document",
    [
        {"trace": ONE, "metrics": {"inspectedBytes": "1"}},
        {"trace": {"batches": ONE["resourceSpans"]}},
        {"batches": ONE["resourceSpans"]},
        {"data": ONE},
        {"result": ONE},
        {"results": [ONE]},
        {"whatever it is called": ONE, "total": 1, "next": None},
        [{"trace": ONE}],
        {"data": {"trace": ONE}},
        {"data": {"traces": [ONE]}, "errors": None},
        {"status": "ok", "data": [BLOCK]},
        BLOCK,
        [BLOCK],
        SCOPE,
        body(),
        [body()],
        {"spans": [body()]},
        {"data": [body()]},
        {"data": {"spans": [body()]}},
        SNAKE,
        {"data": [SNAKE], "next_cursor": None},
    ],
)
def test_the_span_is_found(document):
    (span,) = read(document).spans
    assert (span.span_id, span.name, span.attributes) == (
        "eee19b7ec3c1b174",
        "chat",
        {"gen_ai.operation.name": "chat"},
    )


def test_what_stands_around_a_part_is_kept():
    told = {"resource": {"attributes": [attribute("service.name", stringValue="shop")]}}
    (span,) = read(BLOCK | told).spans
    assert (span.resource, span.scope) == ({"service.name": "shop"}, "shop")


def test_attributes_are_a_list_or_an_object_of_plain_or_typed_values():
    plain = {"a": "x", "n": 10**40, "nest": {"b": [1, {"stringValue": "y", "more": 1}]}}
    typed = {
        "s": {"stringValue": "x"},
        "i": {"int_value": "12"},
        "l": {"arrayValue": {"values": [{"boolValue": True}]}},
    }
    (span,) = read(body(attributes=plain | typed)).spans
    assert span.attributes == plain | {"s": "x", "i": 12, "l": [True]}


def test_log_records_are_found_as_spans_are():
    records = {"scopeLogs": [{"logRecords": [{"traceId": body()["traceId"], "spanId": body()["spanId"]}]}]}
    for document in (records, {"logs": {"resourceLogs": [records]}}, {"logs": [records]}):
        (trace,) = decode([NamedBytes("trace.json", json.dumps([ONE, document]).encode())])
        assert len(trace.spans[0].logs) == 1


def test_all_that_an_answer_holds_is_read():
    second = request(body(spanId="b" * 16))
    assert len(read({"a": ONE, "b": [second]}).spans) == 2


def test_what_an_agent_said_of_otlp_in_another_export_is_no_trace():
    for inner in (ONE, {"body": ONE}):
        with pytest.raises(TraceRejected, match=r"^trace.json: this looks like a Langfuse export; "):
            read({"id": "o", "parentObservationId": None, "input": inner})


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        ({"trace": request(body(spanId="x"))}, "trace.json, trace, span 1: spanId is 'x', expected 16 hex digits"),
        (
            {"data": [ONE, request(body(spanId="x"))]},
            "trace.json, data, item 2, span 1: spanId is 'x', expected 16 hex digits",
        ),
        (
            {"data": [ONE, {"other": 1}]},
            "trace.json, data, item 2: no resourceSpans or resourceLogs (found other); expected an OTLP export",
        ),
        ({"data": [ONE, 1]}, "trace.json, data, item 2: a number where an object with resourceSpans was expected"),
        ({"trace": None}, "trace.json: no resourceSpans or resourceLogs (found trace); expected an OTLP export"),
        (
            {"a": {"b": {"c": ONE}}},
            "trace.json: no resourceSpans or resourceLogs (found a); expected an OTLP export",
        ),
        ([None], "trace.json, item 1: null where an object with resourceSpans was expected"),
        ({"k" * 99: {"resourceSpans": 1}}, f"trace.json, {'k' * 40}: resourceSpans should be a list of objects"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(document, sentence):
    with pytest.raises(TraceRejected) as caught:
        read(document)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ({"low": -1579526144, "high": 418026670, "unsigned": True}, {"low": -579526144, "high": 418026670}),
        ([1795410879, 221225472], [1795410880, 221225472]),
    ],
)
def test_times_in_halves_and_pairs_are_read(start, end):
    (span,) = read(request(body(startTimeUnixNano=start, endTimeUnixNano=end))).spans
    assert (span.start_ns, span.end_ns) == (1795410879221225472, 1795410880221225472)


@pytest.mark.parametrize(
    ("halves", "number"),
    [
        ({"low": 113, "high": 0, "unsigned": False}, 113),
        ({"low": -1, "high": -1, "unsigned": False}, -1),
        ({"low": -1, "high": -1, "unsigned": True}, 18446744073709551615),
    ],
)
def test_a_whole_number_in_two_halves_is_read(halves, number):
    (span,) = read(request(body(attributes=[attribute("tokens", intValue=halves)]))).spans
    assert span.attributes == {"tokens": number}


@pytest.mark.parametrize("time", [{"low": 1}, {"low": "1", "high": 2}, [1], [1, 2, 3], [-1, 5], ["1", 2]])
def test_other_lists_and_objects_are_no_times(time):
    with pytest.raises(TraceRejected, match=r"startTimeUnixNano is .*, expected nanoseconds since 1970"):
        read(request(body(startTimeUnixNano=time)))
