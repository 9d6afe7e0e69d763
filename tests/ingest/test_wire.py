"""The same run in every encoding that OTLP comes in."""

import base64
import gzip
import json

import pytest
import zstandard
from google.protobuf.json_format import ParseDict
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from otlp_bytes import CHAT, TRACE, attribute, body, encoded, request

from app.domain.errors import TraceRejected
from app.ingest.decode import NamedBytes, decode
from app.ingest.limits import Limits
from app.ingest.protobuf_wire import field

ASKED = attribute(
    "gen_ai.input.messages", stringValue='[{"role": "user", "parts": [{"type": "text", "content": "Zoë?"}]}]'
)
RICH = body(
    attributes=[
        *CHAT,
        ASKED,
        attribute("n", intValue="9007199254740993"),
        attribute("f", doubleValue=0.5),
        attribute("yes", boolValue=True),
        attribute("list", arrayValue={"values": [{"stringValue": "a"}, {"intValue": "1"}, {}]}),
        attribute("map", kvlistValue={"values": [attribute("k", stringValue="v")]}),
        attribute("raw", bytesValue="AAEC"),
        {"key": "none", "value": {}},
    ],
    events=[
        {
            "name": "exception",
            "timeUnixNano": "1795368131500000000",
            "attributes": [attribute("exception.type", stringValue="ValueError")],
        }
    ],
    links=[{"traceId": "a" * 32, "spanId": "b" * 16}],
    status={"code": 2, "message": "no"},
    droppedAttributesCount=3,
    droppedEventsCount=4,
)


def only(*contents):
    (trace,) = decode([NamedBytes(f"file {at}", content) for at, content in enumerate(contents)])
    return trace


def protobuf(*bodies):
    """The same request through Google's own library; ids there are base64."""
    plain = [
        one
        | {"traceId": b64(one["traceId"]), "spanId": b64(one["spanId"])}
        | {"links": [{key: b64(value) for key, value in link.items()} for link in one.get("links", ())]}
        for one in bodies
    ]
    return ParseDict(request(*plain), ExportTraceServiceRequest())


def b64(hexadecimal):
    return base64.b64encode(bytes.fromhex(hexadecimal)).decode()


def test_values_of_every_type_arrive_as_they_were_recorded():
    (span,) = only(encoded(RICH)).spans
    assert dict(span.attributes) | {"gen_ai.input.messages": ...} == {
        "gen_ai.operation.name": "chat",
        "gen_ai.input.messages": ...,
        "n": 9007199254740993,
        "f": 0.5,
        "yes": True,
        "list": ["a", 1, None],
        "map": {"k": "v"},
        "raw": "AAEC",
        "none": None,
    }
    assert (span.start_ns, span.end_ns, span.status, span.status_message) == (
        1795368131000000000,
        1795368132000000000,
        "error",
        "no",
    )
    assert (span.scope, span.dropped_attributes, span.dropped_events) == ("shop", 3, 4)
    assert [(event.name, event.attributes) for event in span.events] == [
        ("exception", {"exception.type": "ValueError"})
    ]
    assert [(link.trace_id, link.span_id) for link in span.links] == [("a" * 32, "b" * 16)]


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(request(RICH), indent=2).encode(),
        b"\xef\xbb\xbf" + encoded(RICH),
        encoded(RICH) + b"\r\n\r\n",
        json.dumps([request(RICH)]).encode(),
        gzip.compress(encoded(RICH)),
        gzip.compress(gzip.compress(encoded(RICH))),
        gzip.compress(encoded(RICH)[:50]) + gzip.compress(encoded(RICH)[50:]),
        zstandard.compress(encoded(RICH)),
        protobuf(RICH).SerializeToString(),
        gzip.compress(protobuf(RICH).SerializeToString()),
        len(protobuf(RICH).SerializeToString()).to_bytes(4, "big") + protobuf(RICH).SerializeToString(),
        encoded(RICH | {"traceId": b64(TRACE), "spanId": b64(RICH["spanId"])}),
        encoded(RICH | {"traceId": TRACE.upper(), "parentSpanId": "", "flags": 256, "later": {"unknown": [1]}}),
        encoded(RICH | {"parentSpanId": "0" * 16, "startTimeUnixNano": 1795368131000000000}),
        json.dumps({"batches": request(RICH)["resourceSpans"]}).encode(),
    ],
    ids=[
        "pretty", "byte order mark", "trailing lines", "array", "gzip", "gzip twice", "gzip members", "zstd", "protobuf",
        "gzipped protobuf", "length before protobuf", "base64 ids", "upper case and unknown fields", "numbers", "Tempo",
    ],
)  # fmt: skip
def test_every_encoding_gives_the_same_trace(content):
    assert only(content) == only(encoded(RICH))


def test_the_names_of_the_protobuf_files_are_understood_too():
    snake = {
        "trace_id": TRACE,
        "span_id": "eee19b7ec3c1b174",
        "name": "chat",
        "start_time_unix_nano": "1795368131000000000",
        "end_time_unix_nano": "1795368132000000000",
        "attributes": [{"key": "gen_ai.operation.name", "value": {"string_value": "chat"}}],
    }
    written = {"resource_spans": [{"scope_spans": [{"scope": {"name": "shop"}, "spans": [snake]}]}]}
    assert only(json.dumps(written).encode()) == only(encoded(body()))


def test_a_json_number_that_is_none_stays_text_and_a_lone_surrogate_is_replaced():
    odd = encoded(body(name="?", attributes=[*CHAT, attribute("n", doubleValue=float("nan"))])).replace(
        b'"?"', b'"\\ud800"'
    )
    (span,) = only(odd).spans
    assert (span.name, span.attributes["n"]) == ("\ufffd", "NaN")


def test_doubles_that_are_written_as_text_are_numbers_where_they_can_be():
    (span,) = only(
        encoded(
            body(
                attributes=[
                    attribute("a", doubleValue="0.5"),
                    attribute("b", doubleValue="Infinity"),
                    attribute("c", intValue="1e3"),
                ]
            )
        )
    ).spans
    assert dict(span.attributes) == {"a": 0.5, "b": "Infinity", "c": 1000}


def test_logs_may_come_before_their_spans_and_in_another_file():
    said = {
        "traceId": TRACE,
        "spanId": RICH["spanId"],
        "eventName": "gen_ai.choice",
        "observedTimeUnixNano": "7",
        "body": {"kvlistValue": {"values": [attribute("message", stringValue="Hello.")]}},
    }
    twice = {"resourceLogs": [{"scopeLogs": [{"logRecords": [said, said, {"body": {"stringValue": "of no span"}}]}]}]}
    trace = only(json.dumps(twice).encode(), encoded(body()))
    (span,) = trace.spans
    assert [(log.name, log.time_ns, log.body) for log in span.logs] == [("gen_ai.choice", 7, {"message": "Hello."})]
    assert trace.readings[span.span_id].output_messages[0].text == "Hello."
    assert trace.repairs == ()


def test_logs_as_protobuf_join_their_span():
    record = {
        "traceId": b64(TRACE),
        "spanId": b64(RICH["spanId"]),
        "eventName": "gen_ai.choice",
        "timeUnixNano": "7",
        "body": {"stringValue": "Hello."},
    }
    logs = ParseDict(
        {"resourceLogs": [{"scopeLogs": [{"logRecords": [record, {"body": {"boolValue": True}}]}]}]},
        ExportLogsServiceRequest(),
    )
    (span,) = only(encoded(body()), logs.SerializeToString()).spans
    assert [(log.name, log.body) for log in span.logs] == [("gen_ai.choice", "Hello.")]


def test_logs_of_spans_that_were_never_recorded_are_told():
    record = {"traceId": TRACE, "spanId": "f" * 16}
    lost = {"resourceLogs": [{"scopeLogs": [{"logRecords": [record]}]}]}
    trace = only(encoded(body()) + b"\n" + json.dumps(lost).encode())
    assert [repair.sentence for repair in trace.repairs] == [
        "1 log record belongs to a span that was not recorded, and is not shown."
    ]


def test_logs_of_traces_without_spans_are_told_of_all_that_is_imported():
    records = [{"traceId": "e" * 32, "spanId": letter * 16} for letter in "ab"]
    lost = {"resourceLogs": [{"scopeLogs": [{"logRecords": records}]}]}
    trace = only(encoded(body()) + b"\n" + json.dumps(lost).encode())
    assert [repair.sentence for repair in trace.repairs] == [
        "2 log records belong to spans that were not recorded, and are not shown."
    ]


def test_a_ten_megabyte_attribute_is_kept_whole():
    (span,) = only(encoded(body(attributes=[*CHAT, attribute("big", stringValue="x" * 10_000_000)]))).spans
    assert len(span.attributes["big"]) == 10_000_000


def test_deep_values_are_kept_up_to_the_limit():
    value = {"stringValue": "x"}
    for _ in range(90):
        value = {"kvlistValue": {"values": [{"key": "k", "value": value}]}}
    (span,) = only(encoded(body(attributes=[{"key": "deep", "value": value}]))).spans
    assert json.dumps(span.attributes["deep"]).count("k") == 90


def test_protobuf_ids_of_the_wrong_length_are_refused_with_their_span():
    wrong = protobuf(RICH)
    wrong.resource_spans[0].scope_spans[0].spans[0].span_id = b"abc"
    with pytest.raises(TraceRejected, match=r"^f, span 1: spanId is 6 hex digits, expected 16$"):
        decode([NamedBytes("f", wrong.SerializeToString())])


def test_protobuf_times_that_no_database_holds_are_refused_with_their_span():
    request = ExportTraceServiceRequest()
    late = request.resource_spans.add().scope_spans.add().spans.add()
    late.trace_id, late.span_id = bytes.fromhex("ab" * 16), bytes.fromhex("cd" * 8)
    late.start_time_unix_nano, late.end_time_unix_nano = 2**63 - 1, 2**63
    with pytest.raises(TraceRejected, match=r"run\.pb, span 1: endTimeUnixNano is 9223372036854775808, expected"):
        decode([NamedBytes("run.pb", request.SerializeToString())])


def test_protobuf_deeper_than_the_limit_is_refused_with_its_span():
    with pytest.raises(TraceRejected, match=r"^f, span 1: an attribute is nested too deeply; 100 levels are read$"):
        decode([NamedBytes("f", protobuf(RICH).SerializeToString())], limits=Limits(depth=0))


def test_deep_protobuf_is_refused_with_its_place():
    deep = protobuf(body(attributes=[]))
    value = deep.resource_spans[0].scope_spans[0].spans[0].attributes.add(key="deep").value
    for _ in range(200):
        value = value.array_value.values.add()
    value.string_value = "x"
    sentence = r"^f, span 1: an attribute is nested too deeply; 31 levels of objects, or 47 of lists, are read$"
    with pytest.raises(TraceRejected, match=sentence):
        decode([NamedBytes("f", deep.SerializeToString())])


def test_a_request_that_is_the_first_field_of_an_answer_is_read():
    inner = protobuf(RICH).SerializeToString()
    answer = field(1, inner) + field(2, b"\x08\x01")  # Tempo's, with its metrics
    assert only(answer).spans == only(inner).spans
    with pytest.raises(TraceRejected, match=r"^file 0: no spans and no log records found"):
        only(field(1, field(1, inner)))
