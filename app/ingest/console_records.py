"""Bring spans and log records that SDKs print to a console as JSON under OTLP's own names."""

from collections.abc import Mapping
from typing import Any

from app.domain.errors import TraceRejected
from app.domain.json import JSON
from app.ingest.ids import MAX_NS

_Body = Mapping[str, Any]
_ATTRIBUTES = ("attributes", "_attributes", "_memoizedAttributes")
_LEVELS = 100  # of a log's body, as many as are read


def printed_request(document: _Body) -> dict[str, Any] | None:
    """The export request that one printed span or log record comes to; None where it is neither.

    Ids keep their `0x` and times stay ISO 8601: the reader of OTLP takes both. Raises TraceRejected for a log whose
    body is nested too deeply.
    """
    context = document.get("context")
    if isinstance(context, Mapping) and "span_id" in context and isinstance(document.get("status"), Mapping):
        return _request(_python_span(document, context), resource=document.get("resource"))
    if isinstance(document.get("SpanContext"), Mapping):
        resource = {"attributes": _go_attributes(document.get("Resource"))}
        scope = document.get("InstrumentationScope") or document.get("InstrumentationLibrary")
        return _request(_go_span(document), resource=resource, scope=_lowered(scope))
    if isinstance(document.get("attributes"), Mapping) and _javascript_ids(document) is not None:
        scope = document.get("instrumentationScope") or document.get("instrumentationLibrary")
        return _request(_javascript_span(document), resource=document.get("resource"), scope=scope)
    if "severity_number" in document and "span_id" in document:
        return _log_request(document)
    return None


def _request(span: _Body, *, resource: object, scope: object = None) -> dict[str, Any]:
    """PHP prints the resource's attributes without the word; an object of JavaScript has them under its own."""
    told: Any = resource if isinstance(resource, Mapping) else {"attributes": resource}
    about = {"attributes": next((told[key] for key in _ATTRIBUTES if key in told), told)}
    around = {"scope": scope} if scope else {}
    return {"resourceSpans": [{"resource": about, "scopeSpans": [{**around, "spans": [span]}]}]}


def _python_span(document: _Body, context: _Body) -> _Body:
    """`ReadableSpan.to_json()` of Python; PHP prints the same under other names of times and parent."""
    return {
        "traceId": context.get("trace_id"),
        "spanId": context["span_id"],
        "parentSpanId": document.get("parent_id") or document.get("parent_span_id"),
        "name": document.get("name"),
        "startTimeUnixNano": document.get("start_time", document.get("start")),
        "endTimeUnixNano": document.get("end_time", document.get("end")),
        "status": _status(document["status"], code=("status_code", "code"), message="description"),
        "attributes": document.get("attributes"),
        "events": _each(
            document.get("events"),
            lambda event: {
                "name": event.get("name"),
                "timeUnixNano": event.get("timestamp"),
                "attributes": event.get("attributes"),
            },
        ),
        "links": _each(document.get("links"), lambda link: _link(link, "context", ("trace_id", "span_id"))),
    }


def _go_span(document: _Body) -> _Body:
    """What Go's `stdouttrace` prints; attributes are a list of `{"Key", "Value": {"Type", "Value"}}`."""
    context, parent = document["SpanContext"], document.get("Parent")
    return {
        "traceId": context.get("TraceID"),
        "spanId": context.get("SpanID"),
        "parentSpanId": parent.get("SpanID") if isinstance(parent, Mapping) else None,
        "name": document.get("Name"),
        "startTimeUnixNano": document.get("StartTime"),
        "endTimeUnixNano": document.get("EndTime"),
        "status": _status(document.get("Status"), code=("Code",), message="Description"),
        "attributes": _go_attributes(document.get("Attributes")),
        "events": _each(
            document.get("Events"),
            lambda event: {
                "name": event.get("Name"),
                "timeUnixNano": event.get("Time"),
                "attributes": _go_attributes(event.get("Attributes")),
            },
        ),
        "links": _each(document.get("Links"), lambda link: _link(link, "SpanContext", ("TraceID", "SpanID"))),
        "droppedAttributesCount": document.get("DroppedAttributes"),
        "droppedEventsCount": document.get("DroppedEvents"),
    }


def _javascript_ids(document: _Body) -> tuple[object, object] | None:
    """Of the trace and of the span: printed by themselves, or in the context of a span's object."""
    context = document.get("_spanContext")
    if isinstance(context, Mapping):
        return context.get("traceId"), context.get("spanId")
    return (document["traceId"], document["id"]) if "traceId" in document and "id" in document else None


def _javascript_span(document: _Body) -> _Body:
    """What JavaScript's `ConsoleSpanExporter` prints, or a span's object itself, where it was written as JSON."""
    trace_id, span_id = _javascript_ids(document) or (None, None)
    parent = document.get("parentSpanContext")
    start, end = _javascript_times(document)
    return {
        "traceId": trace_id,
        "spanId": span_id,
        "parentSpanId": parent.get("spanId")
        if isinstance(parent, Mapping)
        else document.get("parentId") or document.get("parentSpanId"),
        "name": document.get("name"),
        "startTimeUnixNano": start,
        "endTimeUnixNano": end,
        "status": document.get("status"),
        "attributes": document["attributes"],
        "events": _each(
            document.get("events"),
            lambda event: {
                "name": event.get("name"),
                "timeUnixNano": _from_pair(event.get("time")),
                "attributes": event.get("attributes"),
            },
        ),
        "links": _each(document.get("links"), lambda link: _link(link, "context", ("traceId", "spanId"))),
    }


def _javascript_times(document: _Body) -> tuple[object, object]:
    """Start and end in nanoseconds: printed in microseconds with a duration, in the object as pairs."""
    if "startTime" in document:
        return _from_pair(document["startTime"]), _from_pair(document.get("endTime"))
    begin: Any = document.get("timestamp")
    lasted: Any = document.get("duration")
    if not (_is_number(begin) and _is_number(lasted)):
        return begin, None
    return round(begin * 1000), round((begin + lasted) * 1000)


def _log_request(document: _Body) -> dict[str, Any]:
    """`to_json()` of a log record of Python's SDK."""
    record = {
        "traceId": document.get("trace_id"),
        "spanId": document["span_id"],
        "timeUnixNano": document.get("timestamp") or document.get("observed_timestamp"),
        "eventName": document.get("event_name"),
        "attributes": document.get("attributes"),
        "body": _typed(document.get("body"), levels=_LEVELS),
    }
    return {"resourceLogs": [{"scopeLogs": [{"logRecords": [record]}]}]}


def _status(status: object, *, code: tuple[str, ...], message: str) -> object:
    if not isinstance(status, Mapping):
        return status
    told = next((status[key] for key in code if key in status), None)
    return {"code": told.upper() if isinstance(told, str) else told, "message": status.get(message)}


def _each(items: object, read: Any) -> object:
    """The items under OTLP's names; what is no list of objects is left to be refused."""
    if not isinstance(items, list):
        return items
    return [read(item) if isinstance(item, Mapping) else item for item in items]


def _link(link: _Body, key: str, ids: tuple[str, str]) -> _Body:
    context = link.get(key)
    told = context if isinstance(context, Mapping) else {}
    attributes = link.get("attributes", _go_attributes(link.get("Attributes")))
    return {"traceId": told.get(ids[0]), "spanId": told.get(ids[1]), "attributes": attributes}


def _go_attributes(items: object) -> object:
    if not isinstance(items, list):
        return items
    return {
        str(item.get("Key")): value.get("Value") if isinstance(value := item.get("Value"), Mapping) else value
        for item in items
        if isinstance(item, Mapping)
    }


def _lowered(scope: object) -> object:
    return {str(key).lower(): value for key, value in scope.items()} if isinstance(scope, Mapping) else scope


def _is_number(value: object) -> bool:
    """Whether it is a number that a time can be: others are left to be refused."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < MAX_NS


def _from_pair(value: Any) -> object:
    """Seconds and nanoseconds."""
    if isinstance(value, list) and len(value) == 2 and all(map(_is_number, value)):
        return round(value[0]) * 1_000_000_000 + round(value[1])
    return value


def _typed(value: JSON, *, levels: int) -> dict[str, Any]:
    """A plain value as OTLP writes values."""
    if levels < 0:
        raise TraceRejected(f"a log's body is nested too deeply; {_LEVELS} levels are read")
    match value:
        case None:
            return {}
        case bool():
            return {"boolValue": value}
        case str():
            return {"stringValue": value}
        case int():
            return {"intValue": value}
        case float():
            return {"doubleValue": value}
        case Mapping():
            pairs = [{"key": key, "value": _typed(item, levels=levels - 1)} for key, item in value.items()]
            return {"kvlistValue": {"values": pairs}}
        case _:
            return {"arrayValue": {"values": [_typed(item, levels=levels - 1) for item in value]}}
