"""A request is taken apart by trace, and nothing of it is lost."""

import json

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from app.ingest.by_trace import by_trace
from app.ingest.limits import DEFAULT
from app.ingest.survey import survey
from app.ingest.telemetry import TelemetryBatch
from app.ingest.typed import JSON, PROTOBUF, read_typed

ONE, TWO = "01" * 16, "02" * 16


def read(body, media_type):
    found = TelemetryBatch(DEFAULT)
    read_typed("request", body, media_type=media_type, into=found)
    return found


def divided(body, media_type):
    found = survey("request", body, media_type=media_type, limits=DEFAULT)
    return by_trace(body, media_type=media_type, found=found)


def span(trace_id, number):
    times = {"startTimeUnixNano": "1", "endTimeUnixNano": "2"}
    big = [{"key": "account", "value": {"intValue": "12345678901234567890123"}}]
    return {"traceId": trace_id, "spanId": f"{number:016x}", "name": f"span {number}", "attributes": big} | times


def request(*spans):
    scopes = [{"scope": {"name": "agent"}, "spans": list(spans)}]
    return json.dumps({"resourceSpans": [{"resource": {"attributes": []}, "scopeSpans": scopes}]}).encode()


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


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (request(span(ONE, 1), span(TWO, 2), span(ONE.upper(), 3)), JSON),
        (protobuf(), PROTOBUF),
        (request(span(ONE, 1)) + b"\n" + request(span(TWO, 2)), JSON),
        (
            json.dumps({"resource_spans": json.loads(request(span(ONE, 1), span(TWO, 2)))["resourceSpans"]}).encode(),
            JSON,
        ),
    ],
    ids=["JSON", "protobuf", "JSON lines", "other names"],
)
def test_the_parts_say_of_each_trace_what_the_whole_says(body, media_type):
    parts = divided(body, media_type)
    assert set(parts) == {ONE, TWO}
    for trace_id, part in parts.items():
        of_trace = [found for found in read(part, media_type).spans if found.trace_id == trace_id]
        assert of_trace == [found for found in read(body, media_type).spans if found.trace_id == trace_id]


@pytest.mark.parametrize(
    ("body", "media_type"),
    [(request(span(ONE, 1), span(TWO, 2)), JSON), (protobuf(), PROTOBUF)],
    ids=["JSON", "protobuf"],
)
def test_no_part_holds_a_span_of_another_trace(body, media_type):
    for trace_id, part in divided(body, media_type).items():
        assert {found.trace_id for found in read(part, media_type).spans} == {trace_id}
