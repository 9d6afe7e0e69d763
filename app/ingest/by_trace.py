"""Take an OTLP request apart, one part a trace, so that each trace is kept, read and forgotten by itself."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from app.domain import exact_json
from app.domain.errors import TraceRejected, TraceTooLarge
from app.ingest.survey import Share, Survey
from app.ingest.typed import PROTOBUF

_MIDDLES = {"scopeSpans", "scope_spans", "instrumentationLibrarySpans"}
_MIDDLES |= {"scopeLogs", "scope_logs", "instrumentationLibraryLogs"}
_INNERS = {"spans", "logRecords", "log_records"}


def by_trace(body: bytes, *, media_type: str, found: Survey) -> Iterator[tuple[str, bytes]]:
    """What a request says of each trace in `found`, its survey, one after another, without what was refused.

    A request of one trace stays as it came. Blocks and scopes are repeated for each trace that they speak of, which
    compression makes cheap. Raises TraceTooLarge where the request is small only since its traces share much,
    TraceRejected where it is nested deeper than it can be written.
    """
    if len(found.shares) == 1 and not found.refused:
        yield from ((trace_id, body) for trace_id in found.shares)
        return
    size = len(body) + _repeated(found, media_type)
    if size > found.limits.bytes:
        raise TraceTooLarge(
            f"the resources and scopes of this request, repeated for each of its {len(found.shares)} traces, take "
            f"{size // 2**20} MiB, more than {found.limits.bytes // 2**20}; send fewer traces a request"
        )
    part = _protobuf_part if media_type == PROTOBUF else _json_part
    for trace_id, shares in found.shares.items():
        yield trace_id, part(shares)


def _repeated(found: Survey, media_type: str) -> int:
    """Bytes of all blocks and scopes around the shares of all traces."""
    known: dict[int, int] = {}
    total = 0
    for shares in found.shares.values():
        for share in shares:
            if id(share.scoped) not in known:
                known[id(share.scoped)] = _size(share, media_type)
            total += known[id(share.scoped)]
    return total


def _size(share: Share, media_type: str) -> int:
    if media_type == PROTOBUF:
        return int(share.block.resource.ByteSize()) + int(share.scoped.scope.ByteSize())
    return len(_dumped(_head(share.block, _MIDDLES))) + len(_dumped(_head(share.scoped, _INNERS)))


def _protobuf_part(shares: Iterable[Share]) -> bytes:
    """Spans as one request and log records as another; with four bytes of length before each where there are both."""
    traces, logs = ExportTraceServiceRequest(), ExportLogsServiceRequest()
    around: Any = None
    for share in shares:
        is_spans = isinstance(share.items[0], Span)
        if around is None or around[0] is not share.block:
            blocks: Any = traces.resource_spans if is_spans else logs.resource_logs
            around = share.block, blocks.add(resource=share.block.resource, schema_url=share.block.schema_url)
        scopes = around[1].scope_spans if is_spans else around[1].scope_logs
        scoped = scopes.add(scope=share.scoped.scope, schema_url=share.scoped.schema_url)
        (scoped.spans if is_spans else scoped.log_records).extend(share.items)
    parts = [request.SerializeToString() for request in (traces, logs) if request.ByteSize()]
    return parts[0] if len(parts) == 1 else b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def _json_part(shares: Iterable[Share]) -> bytes:
    """One document, under the names of OTLP JSON whatever names the sender gave."""
    document: dict[str, list[Any]] = {}
    around: Any = None
    for share in shares:
        outer, middle, inner = _names(share.scoped)
        if around is None or around[0] is not share.block:
            around = share.block, _head(share.block, _MIDDLES) | {middle: []}
            document.setdefault(outer, []).append(around[1])
        around[1][middle].append(_head(share.scoped, _INNERS) | {inner: share.items})
    return _dumped(document)


def _dumped(document: Mapping[str, Any]) -> bytes:
    """Fields that nobody reads may be nested deeper than JSON is written."""
    try:
        return exact_json.dumps(document)
    except RecursionError as error:
        raise TraceRejected("nested too deeply to be OTLP") from error


def _names(scoped: Mapping[str, Any]) -> tuple[str, str, str]:
    if "spans" in scoped:
        return "resourceSpans", "scopeSpans", "spans"
    return "resourceLogs", "scopeLogs", "logRecords"


def _head(body: Mapping[str, Any], lists: set[str]) -> dict[str, Any]:
    return {key: value for key, value in body.items() if key not in lists}
