"""Bring a span that a program wrote as a plain record, as consoles print them, under OTLP's own names."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias, TypeGuard

from app.ingest.body import present
from app.ingest.foreign_exports import export_with
from app.ingest.ids import MAX_NS
from app.ingest.log_records import log_requests

_Body: TypeAlias = Mapping[str, Any]

# Each in the spellings of Python and PHP, JavaScript and Go; programs of one's own write one of them.
_CONTEXT = ("context", "_spanContext", "spanContext", "span_context", "SpanContext")
_PARENT_CONTEXT = ("parentSpanContext", "parent", "Parent")
_TRACE_ID = ("trace_id", "traceId", "TraceID")
_SPAN_ID = ("span_id", "spanId", "SpanID", "id")
_PARENT_ID = ("parent_span_id", "parentSpanId", "parent_id", "parentId")
_NAME = ("name", "Name", "span_name", "event_name")
_START = ("start_time", "startTime", "StartTime", "start", "start_time_unix_nano", "startTimeUnixNano", "timestamp")
_END = ("end_time", "endTime", "EndTime", "end", "end_time_unix_nano", "endTimeUnixNano")
_TIME = ("timestamp", "time", "Time", "time_unix_nano", "timeUnixNano")
_ATTRIBUTES = ("attributes", "Attributes", "_attributes", "_memoizedAttributes")
_EVENTS = ("events", "Events", "span_events")
_LINKS = ("links", "Links")
_SCOPE = (
    "scope",
    "instrumentationScope",
    "instrumentation_scope",
    "InstrumentationScope",
    "instrumentationLibrary",
    "InstrumentationLibrary",
)
_RESOURCE = ("resource", "Resource")
_CODE = ("status_code", "code", "Code", "statusCode")
_SAID = ("description", "Description", "message", "status_message", "statusMessage")
_PRINTED = frozenset(  # by SDKs, whatever else looks like it
    {"context", "_spanContext", "SpanContext", "instrumentationScope", "instrumentationLibrary", "resource"}
)
_UNITS = {"_ns": 1, "Ns": 1, "_us": 1_000, "Us": 1_000, "_ms": 1_000_000, "Ms": 1_000_000}


def span_request(document: _Body) -> dict[str, Any] | None:
    """The export request that one such record comes to; None where it is none, or another tool's.

    Ids keep their `0x` and times in ISO 8601 stay: the reader of OTLP takes both. Numbers are seconds, milli-, micro-
    or nanoseconds since 1970, by their size. Raises TraceRejected for a log whose body is nested too deeply.
    """
    ids = _ids(document)
    if (
        ids is None
        or present(document, *_START) is None
        or not isinstance(present(document, *_ATTRIBUTES), Mapping | list)
    ):
        return None
    if _PRINTED.isdisjoint(document) and export_with(frozenset(document)):
        return None
    span, scope = _span(document, ids), _lowered(present(document, *_SCOPE))
    around = {"scope": scope} if scope else {}
    resource = {"attributes": _of_resource(present(document, *_RESOURCE))}
    request: dict[str, Any] = {"resourceSpans": [{"resource": resource, "scopeSpans": [{**around, "spans": [span]}]}]}
    return request | log_requests(_with_body(document, ids))


def _ids(document: _Body) -> tuple[object, object] | None:
    """Of the trace and of the span: by themselves, or in the context of a span's object."""
    context = present(document, *_CONTEXT)
    told = context if isinstance(context, Mapping) else document
    trace_id, span_id = present(told, *_TRACE_ID), present(told, *_SPAN_ID)
    return None if trace_id is None or span_id is None else (trace_id, span_id)


def _span(document: _Body, ids: tuple[object, object]) -> _Body:
    start, end = _times(document)
    return {
        "traceId": ids[0],
        "spanId": ids[1],
        "parentSpanId": _parent(document),
        "name": present(document, *_NAME),
        "startTimeUnixNano": start,
        "endTimeUnixNano": end,
        "status": _status(document),
        "attributes": _plain(present(document, *_ATTRIBUTES)),
        "events": _each(present(document, *_EVENTS), _event),
        "links": _each(present(document, *_LINKS), _link),
        "droppedAttributesCount": document.get("DroppedAttributes"),
        "droppedEventsCount": document.get("DroppedEvents"),
    }


def _event(event: _Body) -> _Body:
    return {
        "name": present(event, *_NAME),
        "timeUnixNano": _nanoseconds(present(event, *_TIME)),
        "attributes": _plain(present(event, *_ATTRIBUTES)),
    }


def _link(link: _Body) -> _Body:
    trace_id, span_id = _ids(link) or (None, None)
    return {"traceId": trace_id, "spanId": span_id, "attributes": _plain(present(link, *_ATTRIBUTES))}


def _with_body(document: _Body, ids: tuple[object, object]) -> Iterable[_Body]:
    """The events that are records of a log with a body, as AWS keeps the contents of a span's messages."""
    events = present(document, *_EVENTS)
    found = (event for event in events if isinstance(event, Mapping)) if isinstance(events, list) else ()
    return [
        {**event, "trace_id": ids[0], "span_id": ids[1], "timestamp": _nanoseconds(present(event, *_TIME))}
        for event in found
        if event.get("body") is not None
    ]


def _parent(document: _Body) -> object:
    context = present(document, *_PARENT_CONTEXT)
    if isinstance(context, Mapping):
        return present(context, *_SPAN_ID)
    return next((document[key] for key in _PARENT_ID if document.get(key)), None)


def _status(document: _Body) -> object:
    """An object of its own, or a word, or two keys of the span."""
    status = document.get("status", document.get("Status"))
    told: Any = document if status is None else {"code": status} if isinstance(status, str) else status
    if not isinstance(told, Mapping):
        return told
    code = present(told, *_CODE)
    return {"code": code.upper() if isinstance(code, str) else code, "message": present(told, *_SAID)}


def _times(document: _Body) -> tuple[object, object]:
    """Start and end in nanoseconds; JavaScript prints the start and how long it lasted, both in microseconds."""
    begin, end = present(document, *_START), present(document, *_END)
    start = _nanoseconds(begin)
    if end is not None:
        return start, _nanoseconds(end)
    lasted = document.get("duration")
    if _is_number(begin) and _is_number(lasted):
        return start, _nanoseconds(begin + lasted)
    for unit, size in _UNITS.items():
        lasted = document.get(f"duration{unit}")
        if isinstance(start, int) and _is_number(lasted):
            return start, start + round(lasted * size)
    return start, None


def _nanoseconds(value: Any) -> object:
    """A number of the unit that its size tells; anything else is left to the reader of OTLP."""
    if not _is_number(value):
        return value
    for size, unit in ((1e11, 1_000_000_000), (1e14, 1_000_000), (1e17, 1_000)):
        if abs(value) < size:
            return round(value * unit)
    return round(value)


def _each(items: object, read: Callable[[_Body], _Body]) -> object:
    """The items under OTLP's names; what is no list of objects is left to be refused."""
    if not isinstance(items, list):
        return items
    return [read(item) if isinstance(item, Mapping) else item for item in items]


def _of_resource(resource: object) -> object:
    """PHP prints the attributes without the word; an object of JavaScript has them under its own."""
    if not isinstance(resource, Mapping):
        return _plain(resource)
    return next((_plain(resource[key]) for key in _ATTRIBUTES if key in resource), resource)


def _plain(attributes: object) -> object:
    """Go prints a list of `{"Key", "Value": {"Type", "Value"}}`."""
    if not isinstance(attributes, list) or not any(
        isinstance(item, Mapping) and "Key" in item for item in attributes
    ):
        return attributes
    return {
        str(item.get("Key")): value.get("Value") if isinstance(value := item.get("Value"), Mapping) else value
        for item in attributes
    }


def _lowered(scope: object) -> object:
    if isinstance(scope, str):
        return {"name": scope}
    return {str(key).lower(): value for key, value in scope.items()} if isinstance(scope, Mapping) else scope


def _is_number(value: object) -> TypeGuard[int | float]:
    """Whether it is a number that a time can be: others are left to be refused."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < MAX_NS
