"""Find the export requests in a JSON document: OTLP itself, OTLP below a key or two, its parts, printed spans."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from app.domain.errors import TraceRejected
from app.ingest.foreign_exports import export_in, export_with
from app.ingest.lenient import json_value
from app.ingest.log_records import is_log_record, log_requests
from app.ingest.span_records import span_request

Body: TypeAlias = Mapping[str, Any]

KNOWN = frozenset(
    {
        "batches",
        "resourceSpans",
        "resourceLogs",
        "resourceMetrics",
        "resource_spans",
        "resource_logs",
        "resource_metrics",
    }
)
_BLOCKS = {
    "scopeSpans": "resourceSpans",
    "scope_spans": "resourceSpans",
    "instrumentationLibrarySpans": "resourceSpans",
    "scopeLogs": "resourceLogs",
    "scope_logs": "resourceLogs",
}
_OTLP = re.compile(r'\s*\{\s*"(?:resource_?[Ss]pans|resource_?[Ll]ogs)"')
_LEVELS = 2  # {"data": {"trace": {"resourceSpans": [...]}}}
_KINDS = {str: "a text", bool: "a flag", int: "a number", float: "a number", list: "a list", type(None): "null"}


def requests_in(document: object, *, place: str) -> Iterator[tuple[str, Body]]:
    """The export requests in a document, each with its place. Raises TraceRejected, saying what else it is."""
    if isinstance(document, Mapping):
        if not document or not KNOWN.isdisjoint(document):
            yield place, document
            return
        request = _request(document, place)
        found = [(place, request)] if request is not None else _below_keys(document, place)
        if found:
            yield from found
            return
    raise TraceRejected(f"{place}: {export_in(document) or _unknown(document)}")


def _request(document: Body, place: str) -> Body | None:
    """The request that the document is or comes to by itself."""
    if not KNOWN.isdisjoint(document):
        return document
    for key, block in _BLOCKS.items():
        if key in document:
            return {block: [document]}
    if _is_span(document):
        return {"resourceSpans": [{"scopeSpans": [{"spans": [document]}]}]}
    spans = document.get("spans")
    if isinstance(spans, list) and spans and _is_span(spans[0]):
        return {"resourceSpans": [{"scopeSpans": [document]}]}
    try:
        found = log_requests([document]) if is_log_record(document) else span_request(document)
    except TraceRejected as error:
        raise TraceRejected(f"{place}: {error}") from error
    return _worded(document) if found is None else found


def _worded(document: Body) -> Body | None:
    """The request that stands as text under a key, as in a log's line or a message of a queue."""
    texts = (value for value in document.values() if isinstance(value, str) and _OTLP.match(value))
    found = json_value(next(texts, ""))
    return found if isinstance(found, Mapping) else None


def _below_keys(document: Body, place: str) -> list[tuple[str, Body]]:
    """What an answer holds; nothing of another tool's export, whose messages may speak of OTLP themselves."""
    return [] if export_with(frozenset(document)) else list(_within(document, place, levels=_LEVELS))


def _within(document: Body, place: str, *, levels: int) -> Iterator[tuple[str, Body]]:
    for key, value in document.items():
        if isinstance(value, Mapping):
            request = _request(value, place)
            if request is not None:
                yield f"{place}, {key[:40]}", request
            elif levels > 1:
                yield from _within(value, f"{place}, {key[:40]}", levels=levels - 1)
        elif isinstance(value, list):
            yield from _listed(value, f"{place}, {key[:40]}")


def _listed(items: list[Any], place: str) -> Iterator[tuple[str, Body]]:
    """The requests of a list, if the first item is one: then all are, or are refused."""
    for number, item in enumerate(items, 1):
        here = f"{place}, item {number}"
        request = _request(item, here) if isinstance(item, Mapping) else None
        if request is None:
            if number == 1:
                return
            raise TraceRejected(f"{here}: {export_in(item) or _unknown(item)}")
        yield here, request


def _is_span(value: object) -> bool:
    """Whether it is a span of OTLP without what is around it."""
    if not isinstance(value, Mapping):
        return False
    return ("traceId" in value and "spanId" in value and "startTimeUnixNano" in value) or (
        "trace_id" in value and "span_id" in value and "start_time_unix_nano" in value
    )


def _unknown(document: object) -> str:
    if not isinstance(document, Mapping):
        return f"{_KINDS.get(type(document), 'something')} where an object with resourceSpans was expected"
    keys = ", ".join(str(key)[:40] for key in list(document)[:5])
    return f"no resourceSpans or resourceLogs (found {keys}); expected an OTLP export"
