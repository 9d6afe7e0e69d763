"""Read spans and log records from OTLP JSON documents."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, TypeAlias

from app.domain.errors import TraceRejected
from app.domain.json import JSON
from app.domain.span import LogRecord, Span, SpanEvent, SpanLink, Status
from app.ingest.agent_events import SESSIONS, event_span
from app.ingest.ids import hex_id, nanoseconds, optional_id
from app.ingest.lenient import as_int
from app.ingest.otlp_forms import Body, requests_in
from app.ingest.telemetry import SpanLogRecord, TelemetryBatch
from app.ingest.values import attributes_of, text_of, value_of

Attributes: TypeAlias = Mapping[str, JSON]

_STATUS = {1: Status.OK, 2: Status.ERROR, "STATUS_CODE_OK": Status.OK, "STATUS_CODE_ERROR": Status.ERROR}
_STATUS |= {"1": Status.OK, "2": Status.ERROR, "OK": Status.OK, "ERROR": Status.ERROR}


@dataclass(frozen=True, slots=True)
class Item:
    """A span or a log record, what stands around it, and how it is read; None is read where it belongs to no span."""

    block: Body
    scoped: Body
    body: Body
    place: str
    read: Callable[[], Span | SpanLogRecord | None]


def read_document(document: object, into: TelemetryBatch, *, place: str) -> None:
    """Add the spans and logs of a document; metrics are passed over.

    Raises TraceRejected where the document is none, or a span breaks the format.
    """
    for item in items_of(document, depth=into.limits.depth, place=place):
        found = item.read()
        if isinstance(found, Span):
            into.add_span(found, place=item.place)
        elif found is not None:
            into.add_log(found, place=item.place)


def items_of(document: object, *, depth: int, place: str) -> Iterator[Item]:
    """The spans, then the log records, of each export request in a document, each to be read by itself.

    Raises TraceRejected where the document is none.
    """
    for here, request in requests_in(document, place=place):
        yield from _spans(request, depth, here)
        yield from _log_records(request, depth, here)


def _spans(document: Body, depth: int, place: str) -> Iterator[Item]:
    number = 0
    for block in _list(document, "resourceSpans", place) or _list(document, "batches", place):
        about = _dict(block, "resource", place).get("attributes")
        resource = cache(partial(attributes_of, about, depth=depth, place=f"{place}, resource"))
        for scoped in _list(block, "scopeSpans", place) or _list(block, "instrumentationLibrarySpans", place):
            for body in _list(scoped, "spans", place):
                number += 1
                here = f"{place}, span {number}"
                yield Item(block, scoped, body, here, partial(_span, body, scoped, resource, depth=depth, place=here))


def _log_records(document: Body, depth: int, place: str) -> Iterator[Item]:
    number = 0
    for block in _list(document, "resourceLogs", place):
        for scoped in _list(block, "scopeLogs", place) or _list(block, "instrumentationLibraryLogs", place):
            for body in _list(scoped, "logRecords", place):
                number += 1
                here = f"{place}, log record {number}"
                yield Item(block, scoped, body, here, partial(_log, body, scoped, depth=depth, place=here))


def _span(body: Body, scoped: Body, resource: Callable[[], Attributes], *, depth: int, place: str) -> Span:
    scope = _dict(scoped, "scope", place) or _dict(scoped, "instrumentationLibrary", place)
    status = _dict(body, "status", place)
    return Span(
        trace_id=hex_id(_get(body, "traceId"), size=16, key="traceId", place=place),
        span_id=hex_id(_get(body, "spanId"), size=8, key="spanId", place=place),
        parent_id=optional_id(_get(body, "parentSpanId"), size=8, key="parentSpanId", place=place),
        name=text_of(body.get("name"), key="name", place=place),
        start_ns=nanoseconds(_get(body, "startTimeUnixNano"), key="startTimeUnixNano", place=place),
        end_ns=nanoseconds(_get(body, "endTimeUnixNano"), key="endTimeUnixNano", place=place),
        status=_status(status),
        status_message=text_of(status.get("message"), key="status.message", place=place),
        attributes=attributes_of(body.get("attributes"), depth=depth, place=place),
        events=tuple(_event(item, depth=depth, place=place) for item in _list(body, "events", place)),
        links=tuple(_link(item, depth=depth, place=place) for item in _list(body, "links", place)),
        scope=text_of(scope.get("name"), key="scope.name", place=place),
        scope_version=text_of(scope.get("version"), key="scope.version", place=place),
        resource=resource(),
        dropped_attributes=as_int(_get(body, "droppedAttributesCount")) or 0,
        dropped_events=as_int(_get(body, "droppedEventsCount")) or 0,
    )


def _status(status: Body) -> Status:
    code = status.get("code")
    return _STATUS.get(code, Status.UNSET) if isinstance(code, int | str) else Status.UNSET


def _event(body: object, *, depth: int, place: str) -> SpanEvent:
    event = _mapping(body, "event", place)
    return SpanEvent(
        text_of(event.get("name"), key="event name", place=place),
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


def _log(body: object, scoped: Body, *, depth: int, place: str) -> Span | SpanLogRecord | None:
    """A log record that belongs to a span, or the span that one comes to that belongs to none; None for others."""
    told = _mapping(body, "log record", place)
    trace_id = optional_id(_get(told, "traceId"), size=16, key="traceId", place=place)
    span_id = optional_id(_get(told, "spanId"), size=8, key="spanId", place=place)
    if (trace_id is None or span_id is None) and not _names_session(told.get("attributes")):
        return None
    found = attributes_of(told.get("attributes"), depth=depth, place=place)
    time = _get(told, "timeUnixNano")
    time = _get(told, "observedTimeUnixNano") if time in (None, "", 0, "0") else time
    record = LogRecord(
        name=text_of(_get(told, "eventName"), key="eventName", place=place) or str(found.get("event.name") or ""),
        time_ns=nanoseconds(time, key="timeUnixNano", place=place),
        attributes=found,
        body=value_of(told.get("body"), depth=depth, place=place),
    )
    if trace_id is None or span_id is None:
        scope = _dict(scoped, "scope", place) or _dict(scoped, "instrumentationLibrary", place)
        return event_span(record, scope=text_of(scope.get("name"), key="scope name", place=place))
    return SpanLogRecord(trace_id, span_id, record)


def _names_session(attributes: object) -> bool:
    keys = [item.get("key") for item in attributes if isinstance(item, dict)] if isinstance(attributes, list) else []
    return any(name in keys for name in SESSIONS)


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
