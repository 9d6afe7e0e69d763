"""Take an OTLP request apart, one part a trace, so that each trace is kept, read and forgotten by itself."""

from collections import Counter, defaultdict
from typing import Any

from app.domain import exact_json
from app.domain.errors import TraceRejected
from app.ingest.ids import hex_id
from app.ingest.piecemeal import request_of
from app.ingest.survey import Survey
from app.ingest.typed import PROTOBUF

_MESSAGES = (("resource_spans", "scope_spans", "spans"), ("resource_logs", "scope_logs", "log_records"))
_OBJECTS = (("resourceSpans", "scopeSpans", "spans"), ("resourceLogs", "scopeLogs", "logRecords"))
_NAMES = dict(zip((inner for *_, inner in _OBJECTS), (inner for *_, inner in _MESSAGES), strict=True))
_Count = Counter[tuple[str, str]]  # of `spans` or `log_records`, by trace


def by_trace(body: bytes, *, media_type: str, found: Survey) -> dict[str, bytes]:
    """What a request says of each trace in `found`, its survey.

    A request of one trace stays as it came. So does one that is written in another way than exporters write, as in
    several documents: each trace then has all of it, and whoever reads it picks what is the trace's own.
    """
    ids = found.trace_ids
    if len(ids) > 1 and len(found.requests) <= 1:
        try:
            request = found.requests[0] if found.requests else request_of(body, media_type, TraceRejected("none"))
        except TraceRejected:
            return dict.fromkeys(ids, body)
        parts, count = _parts(request, media_type)
        if _holds(count, found):
            return {trace_id: parts[trace_id] for trace_id in ids}
    return dict.fromkeys(ids, body)


def _holds(count: _Count, found: Survey) -> bool:
    """Whether nothing that was read is missing from the parts."""
    read = Counter({("spans", trace_id): spans for trace_id, spans in found.spans.items()})
    read.update({("log_records", trace_id): logs for trace_id, logs in found.logs.items()})
    return read <= count


def _parts(request: Any, media_type: str) -> tuple[dict[str, bytes], _Count]:
    if media_type == PROTOBUF:
        messages, count = _of_protobuf(request)
        return {trace_id: part.SerializeToString() for trace_id, part in messages.items()}, count
    objects, count = _of_json(request)
    return {trace_id: exact_json.dumps(part) for trace_id, part in objects.items()}, count


def _of_protobuf(request: Any) -> tuple[dict[str, Any], _Count]:
    """Blocks and scopes are repeated for each trace that they speak of; compression makes that cheap."""
    parts: dict[str, Any] = defaultdict(type(request))
    count: _Count = Counter()
    outer, middle, inner = next(names for names in _MESSAGES if names[0] in request.DESCRIPTOR.fields_by_name)
    for block in getattr(request, outer):
        for scoped in getattr(block, middle):
            shares: dict[str, Any] = {}
            for item in getattr(scoped, inner):
                trace_id = item.trace_id.hex()
                if trace_id not in shares:
                    home = getattr(parts[trace_id], outer).add(resource=block.resource, schema_url=block.schema_url)
                    shares[trace_id] = getattr(home, middle).add(scope=scoped.scope, schema_url=scoped.schema_url)
                getattr(shares[trace_id], inner).append(item)
                count[inner, trace_id] += 1
    return parts, count


def _of_json(request: dict[str, Any]) -> tuple[dict[str, Any], _Count]:
    parts: dict[str, Any] = defaultdict(dict)
    count: _Count = Counter()
    for outer, middle, inner in _OBJECTS:
        for block in request.get(outer, ()):
            for scoped in block.get(middle, ()):
                shares: dict[str, list[Any]] = defaultdict(list)
                for item in scoped.get(inner, ()):
                    shares[_trace_id(item)].append(item)
                for trace_id, items in shares.items():
                    home = block | {middle: [scoped | {inner: items}]}
                    parts[trace_id].setdefault(outer, []).append(home)
                    count[_NAMES[inner], trace_id] += len(items)
    return parts, count


def _trace_id(item: dict[str, Any]) -> str:
    """As it was read; a record that names no trace is nobody's."""
    try:
        return hex_id(item.get("traceId"), size=16, key="traceId", place="request")
    except TraceRejected:
        return ""
