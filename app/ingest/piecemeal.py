"""Take an OTLP request apart, one span or log record each, to find those that can be kept."""

from collections.abc import Collection, Iterator
from typing import Any, cast

from google.protobuf.message import DecodeError
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from app.domain import exact_json
from app.domain.errors import TraceRejected
from app.ingest.typed import PROTOBUF

_LEVELS = (("resourceSpans", "scopeSpans", "spans"), ("resourceLogs", "scopeLogs", "logRecords"))


def pieces(body: bytes, *, media_type: str, error: TraceRejected) -> list[bytes]:
    """The request as requests of one span or log record; `error` is raised where it cannot be read at all."""
    count = sum(1 for _ in _all(request_of(body, media_type, error)))
    return [_only(body, {index}, media_type, error) for index in range(count)]


def without(body: bytes, refused: Collection[int], *, media_type: str) -> bytes:
    """The request without the spans or log records at these places."""
    error = TraceRejected("the request changed while it was read")
    count = sum(1 for _ in _all(request_of(body, media_type, error)))
    return _only(body, set(range(count)) - set(refused), media_type, error)


def _only(body: bytes, wanted: Collection[int], media_type: str, error: TraceRejected) -> bytes:
    request = request_of(body, media_type, error)
    index = 0
    for holder in list(_holders(request)):
        kept = []
        for item in holder:
            if index in wanted:
                kept.append(item)
            index += 1
        _replace(holder, kept)
    return request.SerializeToString() if media_type == PROTOBUF else exact_json.dumps(request)


def _replace(holder: Any, kept: list[Any]) -> None:
    """Put only these into a list of either kind; protobuf's are copied first, as deleting frees them."""
    if isinstance(holder, list):
        holder[:] = kept
        return
    copies = [type(item).FromString(item.SerializeToString()) for item in kept]
    del holder[:]
    holder.extend(copies)


def _all(request: Any) -> Iterator[Any]:
    for holder in _holders(request):
        yield from holder


def _holders(request: Any) -> Iterator[Any]:
    """The innermost lists of a request, as JSON or as protobuf."""
    if isinstance(request, dict):
        for outer, middle, inner in _LEVELS:
            for block in _listed(request, outer):
                for scoped in _listed(block, middle):
                    yield _listed(scoped, inner)
    elif isinstance(request, ExportTraceServiceRequest):
        yield from (scoped.spans for block in request.resource_spans for scoped in block.scope_spans)
    else:
        yield from (scoped.log_records for block in request.resource_logs for scoped in block.scope_logs)


def _listed(body: Any, key: str) -> list[Any]:
    found = body.get(key) if isinstance(body, dict) else None
    return found if isinstance(found, list) else []


def request_of(body: bytes, media_type: str, error: TraceRejected) -> Any:
    """The request as a message of protobuf, or as the object of its JSON; `error` is raised where it is neither."""
    if media_type != PROTOBUF:
        try:
            found = exact_json.loads(body)
        except (ValueError, RecursionError):
            raise error from None
        if not isinstance(found, dict):
            raise error
        return cast("dict[str, Any]", found)
    try:
        traces = ExportTraceServiceRequest.FromString(body)
        spans = [span for block in traces.resource_spans for scoped in block.scope_spans for span in scoped.spans]
        if any(span.trace_id or span.span_id or span.name for span in spans):
            return traces
        return ExportLogsServiceRequest.FromString(body)
    except DecodeError:
        raise error from None
