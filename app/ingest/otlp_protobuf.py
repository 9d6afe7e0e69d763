"""Read spans and log records from OTLP protobuf."""

from base64 import b64encode
from collections.abc import Iterable

from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import AnyValue, InstrumentationScope, KeyValue
from opentelemetry.proto.logs.v1.logs_pb2 import LogRecord as LogMessage
from opentelemetry.proto.trace.v1.trace_pb2 import Span as SpanMessage

from app.domain.errors import TraceRejected
from app.domain.json import JSON
from app.domain.span import LogRecord, Span, SpanEvent, SpanLink, Status
from app.ingest.agent_events import SESSIONS, event_span
from app.ingest.ids import hex_id, nanoseconds, optional_id
from app.ingest.protobuf_requests import requests_in
from app.ingest.telemetry import SpanLogRecord, TelemetryBatch
from app.ingest.values import double, json_in

_STATUS = {1: Status.OK, 2: Status.ERROR}


def read_protobuf(name: str, body: bytes, into: TelemetryBatch) -> None:
    """Add the spans or logs of an export request, or of several with four bytes of length before each.

    Raises TraceRejected where the bytes are neither.
    """
    for place, request in requests_in(name, body, into.limits, into.notes):
        if isinstance(request, ExportTraceServiceRequest):
            _read_traces(request, into, place=place)
        else:
            _read_logs(request, into, place=place)


def _read_traces(traces: ExportTraceServiceRequest, into: TelemetryBatch, *, place: str) -> None:
    depth = into.limits.depth
    for block in traces.resource_spans:
        resource = _attributes(block.resource.attributes, depth=depth, place=f"{place}, resource")
        for scoped in block.scope_spans:
            for message in scoped.spans:
                here = f"{place}, span {len(into.spans) + 1}"
                into.add_span(_span(message, scoped.scope, resource, depth=depth, place=here), place=here)


def _span(
    message: SpanMessage, scope: InstrumentationScope, resource: dict[str, JSON], *, depth: int, place: str
) -> Span:
    trace_id, span_id, parent_id, start_ns, end_ns = identity(message, place=place)
    return Span(
        trace_id=trace_id,
        span_id=span_id,
        parent_id=parent_id,
        name=message.name,
        start_ns=start_ns,
        end_ns=end_ns,
        status=_STATUS.get(message.status.code, Status.UNSET),
        status_message=message.status.message,
        attributes=_attributes(message.attributes, depth=depth, place=place),
        events=tuple(
            SpanEvent(event.name, event.time_unix_nano, _attributes(event.attributes, depth=depth, place=place))
            for event in message.events
        ),
        links=tuple(_link(link, depth=depth, place=place) for link in message.links),
        scope=scope.name,
        scope_version=scope.version,
        resource=resource,
        dropped_attributes=message.dropped_attributes_count,
        dropped_events=message.dropped_events_count,
    )


def identity(message: SpanMessage, *, place: str) -> tuple[str, str, str | None, int, int]:
    """Its trace, its own id, its parent's, and its times. Raises TraceRejected: all else is valid."""
    return (
        hex_id(message.trace_id.hex(), size=16, key="traceId", place=place),
        hex_id(message.span_id.hex(), size=8, key="spanId", place=place),
        optional_id(message.parent_span_id.hex(), size=8, key="parentSpanId", place=place),
        nanoseconds(message.start_time_unix_nano, key="startTimeUnixNano", place=place),
        nanoseconds(message.end_time_unix_nano, key="endTimeUnixNano", place=place),
    )


def linked(link: SpanMessage.Link, *, place: str) -> tuple[str, str]:
    """The trace and the span that it leads to. Raises TraceRejected."""
    return (
        hex_id(link.trace_id.hex(), size=16, key="link traceId", place=place),
        hex_id(link.span_id.hex(), size=8, key="link spanId", place=place),
    )


def _link(link: SpanMessage.Link, *, depth: int, place: str) -> SpanLink:
    return SpanLink(*linked(link, place=place), _attributes(link.attributes, depth=depth, place=place))


def _read_logs(logs: ExportLogsServiceRequest, into: TelemetryBatch, *, place: str) -> None:
    for block in logs.resource_logs:
        for scoped in block.scope_logs:
            for message in scoped.log_records:
                here = f"{place}, log record {len(into.logs) + 1}"
                if message.trace_id and message.span_id:
                    record = _log_record(message, depth=into.limits.depth, place=here)
                    into.add_log(SpanLogRecord(*log_identity(message, place=here), record), place=here)
                elif span := event_of(message, scoped.scope.name, depth=into.limits.depth, place=here):
                    into.add_span(span, place=here)


def event_of(message: LogMessage, scope: str, *, depth: int, place: str) -> Span | None:
    """The span that a log record without one comes to. Raises TraceRejected."""
    if not any(item.key in SESSIONS for item in message.attributes):
        return None
    return event_span(_log_record(message, depth=depth, place=place), scope=scope)


def log_identity(message: LogMessage, *, place: str) -> tuple[str, str]:
    """The trace and the span of a log record that names both. Raises TraceRejected."""
    return (
        hex_id(message.trace_id.hex(), size=16, key="traceId", place=place),
        hex_id(message.span_id.hex(), size=8, key="spanId", place=place),
    )


def _log_record(message: LogMessage, *, depth: int, place: str) -> LogRecord:
    found = _attributes(message.attributes, depth=depth, place=place)
    return LogRecord(
        name=message.event_name or str(found.get("event.name") or ""),
        time_ns=message.time_unix_nano or message.observed_time_unix_nano,
        attributes=found,
        body=_value(message.body, depth=depth, place=place),
    )


def _attributes(items: Iterable[KeyValue], *, depth: int, place: str) -> dict[str, JSON]:
    return {
        item.key: (depth >= 0 and item.value.string_value) or _value(item.value, depth=depth, place=place)
        for item in items  # most are texts, which need no further look unless they are empty
    }


def _value(value: AnyValue, *, depth: int, place: str) -> JSON:
    if depth < 0:
        raise TraceRejected(f"{place}: an attribute is nested too deeply; 100 levels are read")
    match value.WhichOneof("value"):
        case "string_value":
            return value.string_value
        case "bool_value":
            return value.bool_value
        case "int_value":
            return value.int_value
        case "double_value":
            return double(value.double_value)
        case "array_value":
            return [_value(item, depth=depth - 1, place=place) for item in value.array_value.values]
        case "kvlist_value":
            return _attributes(value.kvlist_value.values, depth=depth - 1, place=place)
        case "bytes_value":
            return json_in(value.bytes_value) or b64encode(value.bytes_value).decode("ascii")
        case _:
            return None
