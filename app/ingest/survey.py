"""Survey an OTLP request: what it says of which trace, without reading every attribute of every span."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from app.ingest.limits import Limits
from app.ingest.otlp_protobuf import Request, identity, linked, log_identity, requests_of
from app.ingest.telemetry import TelemetryBatch
from app.ingest.typed import PROTOBUF, read_typed


@dataclass(slots=True)
class Survey:
    """Spans and log records by trace, the traces that each is linked to, and the requests where they were decoded."""

    spans: Counter[str] = field(default_factory=Counter)
    logs: Counter[str] = field(default_factory=Counter)
    links: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    requests: list[Request] = field(default_factory=list)

    @property
    def trace_ids(self) -> set[str]:
        return {*self.spans, *self.logs}


def survey(name: str, body: bytes, *, media_type: str, limits: Limits) -> Survey:
    """What the body holds. Raises TraceRejected with the same sentence as reading all of it would.

    Of protobuf, ids and times are all that can be wrong: texts are valid and nesting is bounded once it is decoded.
    """
    if media_type != PROTOBUF:
        return _of_batch(name, body, media_type, limits)
    found = Survey()
    for place, request in requests_of(name, body):
        found.requests.append(request)
        if isinstance(request, ExportTraceServiceRequest):
            _add_spans(request, found, limits, place)
        else:
            _add_logs(request, found, limits, place)
    return found


def _of_batch(name: str, body: bytes, media_type: str, limits: Limits) -> Survey:
    batch = TelemetryBatch(limits)
    read_typed(name, body, media_type=media_type, into=batch)
    found = Survey(Counter(span.trace_id for span in batch.spans), Counter(log.trace_id for log in batch.logs))
    for span in batch.spans:
        found.links[span.trace_id].update(link.trace_id for link in span.links)
    return found


def _add_spans(request: ExportTraceServiceRequest, found: Survey, limits: Limits, place: str) -> None:
    number = found.spans.total()
    records = found.logs.total()
    for block in request.resource_spans:
        for scoped in block.scope_spans:
            for span in scoped.spans:
                number += 1
                here = f"{place}, span {number}"
                trace_id, *_ = identity(span, place=here)
                found.spans[trace_id] += 1
                for link in span.links:
                    found.links[trace_id].add(linked(link, place=here)[0])
                limits.check(number + records, place=here)


def _add_logs(request: ExportLogsServiceRequest, found: Survey, limits: Limits, place: str) -> None:
    number = found.logs.total()
    spans = found.spans.total()
    for block in request.resource_logs:
        for scoped in block.scope_logs:
            for record in scoped.log_records:
                here = f"{place}, log record {number + 1}"
                if record.trace_id and record.span_id:
                    number += 1
                    found.logs[log_identity(record, place=here)[0]] += 1
                    limits.check(spans + number, place=here)
