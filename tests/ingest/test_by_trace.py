"""A request is taken apart by trace, and nothing of it is lost."""

import json

import pytest
from google.protobuf import json_format
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from app.domain.errors import TraceRejected
from app.ingest.by_trace import by_trace
from app.ingest.limits import DEFAULT, Limits
from app.ingest.survey import survey
from app.ingest.telemetry import TelemetryBatch
from app.ingest.typed import JSON, PROTOBUF, read_typed

ONE, TWO = "01" * 16, "02" * 16


def read(body, media_type):
    found = TelemetryBatch(DEFAULT)
    read_typed("request", body, media_type=media_type, into=found)
    return found


def divided(body, media_type):
    found = survey("request", body, kind=ExportTraceServiceRequest, media_type=media_type, limits=DEFAULT)
    return dict(by_trace(body, media_type=media_type, found=found))


def span(trace_id, number):
    times = {"startTimeUnixNano": "1", "endTimeUnixNano": "2"}
    big = [{"key": "account", "value": {"intValue": "12345678901234567890123"}}]
    return {"traceId": trace_id, "spanId": f"{number:016x}", "name": f"span {number}", "attributes": big} | times


def request(*spans):
    scopes = [{"scope": {"name": "agent"}, "spans": list(spans)}]
    return json.dumps({"resourceSpans": [{"resource": {"attributes": []}, "scopeSpans": scopes}]}).encode()


def renamed(body):
    """The names of the protobuf files in place of those of OTLP JSON."""
    names = {"resourceSpans": "resource_spans", "scopeSpans": "scope_spans", "traceId": "trace_id"}
    for name, other in names.items():
        body = body.replace(name.encode(), other.encode())
    return body


def protobuf():
    made = ExportTraceServiceRequest()
    for name in ("web", "worker"):
        block = made.resource_spans.add()
        block.resource.attributes.add(key="service.name").value.string_value = name
        scoped = block.scope_spans.add()
        scoped.scope.name = f"scope of {name}"
        for number, trace_id in enumerate((ONE, TWO, ONE), 1):
            ids = {"trace_id": bytes.fromhex(trace_id), "span_id": number.to_bytes(8, "big")}
            scoped.spans.add(name=f"{name} {number}", start_time_unix_nano=1, end_time_unix_nano=2, **ids)
    return made.SerializeToString()


def test_a_request_of_one_trace_stays_as_it_came():
    body = request(span(ONE, 1), span(ONE, 2))
    assert divided(body, JSON) == {ONE: body}


BODIES = {
    "JSON": (request(span(ONE, 1), span(TWO, 2), span(ONE.upper(), 3)), JSON),
    "protobuf": (protobuf(), PROTOBUF),
    "JSON lines": (request(span(ONE, 1)) + b"\n" + request(span(TWO, 2)), JSON),
    "other names": (renamed(request(span(ONE, 1), span(TWO, 2))), JSON),
    "older names": (request(span(ONE, 1), span(TWO, 2)).replace(b"resourceSpans", b"batches"), JSON),
}


@pytest.mark.parametrize(("body", "media_type"), BODIES.values(), ids=BODIES)
def test_no_part_holds_a_span_of_another_trace(body, media_type):
    for trace_id, part in divided(body, media_type).items():
        assert {found.trace_id for found in read(part, media_type).spans} == {trace_id}


@pytest.mark.parametrize(("body", "media_type"), BODIES.values(), ids=BODIES)
def test_the_parts_say_of_each_trace_what_the_whole_says(body, media_type):
    parts = divided(body, media_type)
    assert set(parts) == {ONE, TWO}
    for trace_id, part in parts.items():
        of_trace = [found for found in read(body, media_type).spans if found.trace_id == trace_id]
        assert read(part, media_type).spans == of_trace


def damaged_json():
    return request(span(ONE, 1), span(ONE, 2) | {"spanId": "damaged"}, span(TWO, 3)), JSON


def damaged_protobuf():
    made = ExportTraceServiceRequest.FromString(protobuf())
    made.resource_spans[0].scope_spans[0].spans[1].span_id = b"odd"
    return made.SerializeToString(), PROTOBUF


@pytest.mark.parametrize("damaged", [damaged_json, damaged_protobuf])
def test_a_damaged_span_is_counted_with_its_place_and_in_no_part(damaged):
    body, media_type = damaged()
    found = survey("request", body, kind=ExportTraceServiceRequest, media_type=media_type, limits=DEFAULT)
    assert (found.refused, found.why.partition(":")[0]) == (1, "request, span 2")
    parts = dict(by_trace(body, media_type=media_type, found=found))
    assert set(parts) == {ONE, TWO}
    assert sum(len(read(part, media_type).spans) for part in parts.values()) == found.spans.total()


def shared(media_type):
    """A request of 40 traces whose resource is 100 KB."""
    made = ExportTraceServiceRequest()
    block = made.resource_spans.add()
    block.resource.attributes.add(key="environment").value.string_value = "x" * 100_000
    spans = block.scope_spans.add().spans
    for number in range(1, 41):
        spans.add(trace_id=number.to_bytes(16, "big"), span_id=number.to_bytes(8, "big"), name="act")
    return json_format.MessageToJson(made).encode() if media_type == JSON else made.SerializeToString()


@pytest.mark.parametrize("media_type", [JSON, PROTOBUF])
def test_a_small_request_that_would_be_kept_as_megabytes_is_refused(media_type):
    body = shared(media_type)
    found = survey(
        "request", body, kind=ExportTraceServiceRequest, media_type=media_type, limits=Limits(bytes=2 * 2**20)
    )
    with pytest.raises(TraceRejected, match="40 traces, take 3 MiB, more than 2; send fewer traces a request"):
        list(by_trace(body, media_type=media_type, found=found))


def test_a_last_line_that_is_cut_off_is_counted():
    body = request(span(ONE, 1)) + b"\n" + request(span(TWO, 2))[:40]
    found = survey("request", body, kind=ExportTraceServiceRequest, media_type=JSON, limits=DEFAULT)
    assert (found.refused, found.why) == (1, "The last line of request (line 2) is cut off and was left out.")
    assert set(dict(by_trace(body, media_type=JSON, found=found))) == {ONE}
