"""Bring log records that Python's SDK prints to a console as JSON under OTLP's own names."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.domain.errors import TraceRejected
from app.domain.json import JSON

_LEVELS = 100  # of a log's body, as many as are read


def log_requests(records: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Records in the form of `to_json()` as a part of an export request; nothing where there are none.

    Raises TraceRejected for one whose body is nested too deeply.
    """
    found = list(map(_record, records))
    return {"resourceLogs": [{"scopeLogs": [{"logRecords": found}]}]} if found else {}


def is_log_record(document: Mapping[str, Any]) -> bool:
    return "severity_number" in document and "span_id" in document


def _record(document: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "traceId": document.get("trace_id"),
        "spanId": document["span_id"],
        "timeUnixNano": document.get("timestamp") or document.get("observed_timestamp"),
        "eventName": document.get("event_name"),
        "attributes": document.get("attributes"),
        "body": _typed(document.get("body"), levels=_LEVELS),
    }


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
