"""Read spans and log records from OTLP JSON documents."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from app.domain.errors import TraceRejected
from app.domain.json import JSON
from app.domain.span import LogRecord, Span, SpanEvent, SpanLink, Status
from app.ingest.ids import hex_id, nanoseconds, optional_id
from app.ingest.lenient import as_int
from app.ingest.telemetry import SpanLogRecord, TelemetryBatch
from app.ingest.values import attributes_of, value_of

Body: TypeAlias = Mapping[str, Any]
Attributes: TypeAlias = Mapping[str, JSON]

KNOWN = (
    "batches",
    "resourceSpans",
    "resourceLogs",
    "resourceMetrics",
    "resource_spans",
    "resource_logs",
    "resource_metrics",
)
_STATUS = {1: Status.OK, 2: Status.ERROR, "STATUS_CODE_OK": Status.OK, "STATUS_CODE_ERROR": Status.ERROR}
_STATUS |= {"1": Status.OK, "2": Status.ERROR, "OK": Status.OK, "ERROR": Status.ERROR}


def read_document(document: object, into: TelemetryBatch, *, place: str) -> None:
    """Add the spans and logs of one export request; metrics are passed over.

    Raises TraceRejected where the document is none, or a span breaks the format.
    """
    if not isinstance(document, dict):
        raise TraceRejected(f"{place}: {type(document).__name__} where an object with resourceSpans was expected")
    if document and not any(key in document for key in KNOWN):
        keys = ", ".join(list(map(str, document))[:5])
        raise TraceRejected(f"{place}: no resourceSpans or resourceLogs (found {keys}); expected an OTLP export")
    before = len(into.spans), len(into.logs)
    for block in _list(document, "resourceSpans", place) or _list(document, "batches", place):
        _read_spans(block, into, before=before[0], place=place)
    for block in _list(document, "resourceLogs", place):
        _read_logs(block, into, before=before[1], place=place)


def _read_spans(block: Body, into: TelemetryBatch, *, before: int, place: str) -> None:
    resource = _dict(block, "resource", place)
    shared = attributes_of(resource.get("attributes"), depth=into.limits.depth, place=f"{place}, resource")
    for scoped in _list(block, "scopeSpans", place) or _list(block, "instrumentationLibrarySpans", place):
        scope = _dict(scoped, "scope", place) or _dict(scoped, "instrumentationLibrary", place)
        for body in _list(scoped, "spans", place):
            here = f"{place}, span {len(into.spans) - before + 1}"
            into.add_span(_span(body, scope, shared, depth=into.limits.depth, place=here), place=here)


def _span(body: Body, scope: Body, resource: Attributes, *, depth: int, place: str) -> Span:
    status = _dict(body, "status", place)
    return Span(
        trace_id=hex_id(_get(body, "traceId"), size=16, key="traceId", place=place),
        span_id=hex_id(_get(body, "spanId"), size=8, key="spanId", place=place),
        parent_id=optional_id(_get(body, "parentSpanId"), size=8, key="parentSpanId", place=place),
        name=str(body.get("name") or ""),
        start_ns=nanoseconds(_get(body, "startTimeUnixNano"), key="startTimeUnixNano", place=place),
        end_ns=nanoseconds(_get(body, "endTimeUnixNano"), key="endTimeUnixNano", place=place),
        status=_status(status),
        status_message=str(status.get("message") or ""),
        attributes=attributes_of(body.get("attributes"), depth=depth, place=place),
        events=tuple(_event(item, depth=depth, place=place) for item in _list(body, "events", place)),
        links=tuple(_link(item, depth=depth, place=place) for item in _list(body, "links", place)),
        scope=str(scope.get("name") or ""),
        scope_version=str(scope.get("version") or ""),
        resource=resource,
        dropped_attributes=as_int(_get(body, "droppedAttributesCount")) or 0,
        dropped_events=as_int(_get(body, "droppedEventsCount")) or 0,
    )


def _status(status: Body) -> Status:
    code = status.get("code")
    return _STATUS.get(code, Status.UNSET) if isinstance(code, int | str) else Status.UNSET


def _event(body: object, *, depth: int, place: str) -> SpanEvent:
    event = _mapping(body, "event", place)
    return SpanEvent(
        str(event.get("name") or ""),
        nanoseconds(_get(event, "timeUnixNano"), key="event timeUnixNano", place=place),
        attributes_of(event.get("attributes"), depth=depth, place=place),
    )


def _link(body: object, *, depth: int, place: str) -> SpanLink:
    link = _mapping(body, "link", place)
    return SpanLink(
        hex_id(_get(link, "traceId"), size=16, key="link traceId", place=place),
        hex_id(_get(link, "spanId"), size=8, key="link spanId", place=place),
        attributes_of(link.get("attributes"), depth=depth, place=place),
    )


def _read_logs(block: Body, into: TelemetryBatch, *, before: int, place: str) -> None:
    for scoped in _list(block, "scopeLogs", place) or _list(block, "instrumentationLibraryLogs", place):
        for body in _list(scoped, "logRecords", place):
            here = f"{place}, log record {len(into.logs) - before + 1}"
            log = _log(body, depth=into.limits.depth, place=here)
            if log is not None:
                into.add_log(log, place=here)


def _log(body: object, *, depth: int, place: str) -> SpanLogRecord | None:
    """A log record that belongs to a span; None for one that belongs to none."""
    record = _mapping(body, "log record", place)
    trace_id = optional_id(_get(record, "traceId"), size=16, key="traceId", place=place)
    span_id = optional_id(_get(record, "spanId"), size=8, key="spanId", place=place)
    if trace_id is None or span_id is None:
        return None
    found = attributes_of(record.get("attributes"), depth=depth, place=place)
    time = _get(record, "timeUnixNano") or _get(record, "observedTimeUnixNano")
    return SpanLogRecord(
        trace_id,
        span_id,
        LogRecord(
            name=str(_get(record, "eventName") or found.get("event.name") or ""),
            time_ns=nanoseconds(time, key="timeUnixNano", place=place),
            attributes=found,
            body=value_of(record.get("body"), depth=depth, place=place),
        ),
    )


def _list(body: Body, key: str, place: str) -> list[Any]:
    value = _get(body, key)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise TraceRejected(f"{place}: {key} should be a list of objects")
    return value


def _dict(body: Body, key: str, place: str) -> Body:
    value = body.get(key)
    return {} if value is None else _mapping(value, key, place)


def _mapping(value: object, what: str, place: str) -> Body:
    if not isinstance(value, dict):
        raise TraceRejected(f"{place}: {what} should be an object")
    return value


def _get(body: Body, key: str) -> Any:
    """The value under the camel-case key of OTLP JSON, or under the name in the protobuf files."""
    value = body.get(key)
    return body.get(_SNAKE[key]) if value is None and key in _SNAKE else value


def _snake(key: str) -> str:
    return "".join(f"_{sign.lower()}" if sign.isupper() else sign for sign in key)


_SNAKE = {
    key: _snake(key)
    for key in (
        "resourceSpans", "resourceLogs", "scopeSpans", "scopeLogs", "logRecords", "traceId", "spanId",
        "parentSpanId", "startTimeUnixNano", "endTimeUnixNano", "timeUnixNano", "observedTimeUnixNano",
        "eventName", "droppedAttributesCount", "droppedEventsCount",
    )
}  # fmt: skip
