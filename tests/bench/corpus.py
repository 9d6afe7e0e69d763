"""What the receiver is measured with: 1,000 traces of 30 spans, as the requests that an exporter would send.

All requests are made before any clock starts, so that no figure holds the work of a client.
"""

import random
from collections.abc import Iterator

from bench_text import Prose
from long_runs import BATCH, MS, RESOURCE, START_NS, LongRun
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import AnyValue, KeyValue
from opentelemetry.proto.trace.v1.trace_pb2 import Span

TRACES = 1_000
SPANS = 30  # a trace
_APART = 60_000 * MS


def requests(*, seed: int, traces: int = TRACES) -> list[bytes]:
    """The bodies of the requests, one after another; another seed makes other traces."""
    dice = random.Random(seed)
    prose = Prose(dice)
    began = (START_NS + place * _APART for place in range(traces))
    spans = [span for at in began for span in LongRun(dice=dice, prose=prose, size=SPANS, now=at).recorded()]
    return [_request(spans[start : start + BATCH]) for start in range(0, len(spans), BATCH)]


def _request(spans: list[dict]) -> bytes:
    request = ExportTraceServiceRequest()
    block = request.resource_spans.add()
    block.resource.attributes.extend(KeyValue(key=key, value=AnyValue(string_value=v)) for key, v in RESOURCE.items())
    scoped = block.scope_spans.add()
    scoped.scope.name, scoped.scope.version = "bench", "1"
    scoped.spans.extend(map(_span, spans))
    return request.SerializeToString()


def _span(span: dict) -> Span:
    made = Span(
        trace_id=bytes.fromhex(span["traceId"]),
        span_id=bytes.fromhex(span["spanId"]),
        parent_span_id=bytes.fromhex(span.get("parentSpanId", "")),
        name=span["name"],
        kind=span["kind"],
        start_time_unix_nano=span["startTimeUnixNano"],
        end_time_unix_nano=span["endTimeUnixNano"],
        attributes=_attributes(span["attributes"]),
    )
    for event in span.get("events", ()):
        told = {"name": event["name"], "time_unix_nano": int(event["timeUnixNano"])}
        made.events.add(**told, attributes=_attributes(event["attributes"]))
    made.status.code = span["status"].get("code", 0)
    made.status.message = span["status"].get("message", "")
    return made


def _attributes(listed: list[dict]) -> Iterator[KeyValue]:
    for item in listed:
        ((kind, value),) = item["value"].items()
        yield KeyValue(key=item["key"], value=_value(kind, value))


def _value(kind: str, value: str | float) -> AnyValue:
    match kind:
        case "stringValue":
            return AnyValue(string_value=value)
        case "intValue":
            return AnyValue(int_value=int(value))
        case _:
            return AnyValue(double_value=value)
