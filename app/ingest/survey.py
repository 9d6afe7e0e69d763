"""Survey an OTLP request: what it says of which trace, without reading every attribute of every span."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from app.domain.errors import TraceRejected, TraceTooLarge
from app.domain.span import Span
from app.domain.trace import Repair
from app.ingest.documents import documents_of
from app.ingest.limits import Limits
from app.ingest.otlp_json import Item, items_of
from app.ingest.otlp_protobuf import event_of, identity, linked, log_identity
from app.ingest.protobuf_requests import Kind, request_of
from app.ingest.telemetry import SpanLogRecord
from app.ingest.typed import PROTOBUF, check_json


@dataclass(frozen=True, slots=True)
class Share:
    """What one scope of one block says of one trace: its spans or its log records, as messages or as objects."""

    block: Any
    scoped: Any
    items: list[Any] = field(default_factory=list)


@dataclass(slots=True)
class Survey:
    """Spans and log records by trace, how many of each, the traces that each is linked to; and what was refused."""

    limits: Limits
    spans: Counter[str] = field(default_factory=Counter)
    logs: Counter[str] = field(default_factory=Counter)
    links: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    shares: dict[str, list[Share]] = field(default_factory=lambda: defaultdict(list))
    taken: int = 0
    refused: int = 0
    why: str = ""

    def refuse(self, error: TraceRejected) -> None:
        """Count a span or log record that something is wrong with, and keep the first fault to tell."""
        self.refused += 1
        self.why = self.why or str(error)

    def add(self, trace_id: str, item: Any, *, block: Any, scoped: Any) -> None:
        """Give a trace what is its own; of one scope one share. Raises TraceTooLarge for one trace too many."""
        shares = self.shares[trace_id]
        if len(self.shares) > self.limits.traces:
            raise TraceTooLarge(f"more than {self.limits.traces:,} traces; send smaller batches")
        if not shares or shares[-1].scoped is not scoped:
            shares.append(Share(block, scoped))
        shares[-1].items.append(item)
        self.taken += 1

    def check(self, place: str, *, more: int = 1) -> None:
        """Raises TraceRejected where so many more are more than is taken at once."""
        self.limits.check(self.taken + self.refused + more, place=place)


def survey(name: str, body: bytes, *, kind: Kind, media_type: str, limits: Limits) -> Survey:
    """What the body holds. What is wrong with a span or log record is counted, and says what reading it would say.

    Protobuf is a request of this kind and nothing else, however it may be read besides; JSON says itself what it is.
    Of what protobuf is decoded to, ids and times are all that can be wrong: texts are valid, and what is too deep is
    left out and counted before.
    Raises TraceRejected for a body that is no request, or that holds too much.
    """
    found = Survey(limits)
    if media_type == PROTOBUF:
        request = request_of(name, body, kind, limits=limits, refuse=found.refuse)
        if isinstance(request, ExportTraceServiceRequest):
            _add_spans(request, found, name)
        else:
            _add_logs(request, found, name)
        return found
    check_json(name, body)
    notes: list[Repair] = []
    for place, document in documents_of(name, body, notes, limits):
        for item in items_of(document, depth=limits.depth, place=place):
            found.check(place)
            try:
                read = item.read()
            except TraceRejected as error:
                found.refuse(error)
            else:
                _add_item(item, read, found)
    for note in notes:
        if note.kind == "truncated":  # the others tell of what is there all the same
            found.refuse(TraceRejected(note.sentence))
    return found


def _add_item(item: Item, read: Span | SpanLogRecord | None, found: Survey) -> None:
    if read is None:
        return
    found.add(read.trace_id, item.body, block=item.block, scoped=item.scoped)
    if isinstance(read, Span):
        found.spans[read.trace_id] += 1
        found.links[read.trace_id].update(link.trace_id for link in read.links)
    else:
        found.logs[read.trace_id] += 1


def _add_spans(request: ExportTraceServiceRequest, found: Survey, place: str) -> None:
    number = found.spans.total() + found.refused
    for block in request.resource_spans:
        for scoped in block.scope_spans:
            found.check(place, more=len(scoped.spans))
            for span in scoped.spans:
                number += 1
                here = f"{place}, span {number}"
                try:
                    trace_id, *_ = identity(span, place=here)
                    links = [linked(link, place=here)[0] for link in span.links]
                except TraceRejected as error:
                    found.refuse(error)
                    continue
                found.spans[trace_id] += 1
                if links:
                    found.links[trace_id].update(links)
                found.add(trace_id, span, block=block, scoped=scoped)


def _add_logs(request: ExportLogsServiceRequest, found: Survey, place: str) -> None:
    number = found.logs.total()
    for block in request.resource_logs:
        for scoped in block.scope_logs:
            found.check(place, more=len(scoped.log_records))
            for record in scoped.log_records:
                number += bool(record.trace_id and record.span_id)
                try:
                    told = _told_by(record, scoped, depth=found.limits.depth, place=f"{place}, log record {number}")
                except TraceRejected as error:
                    found.refuse(error)
                    continue
                if told is not None:
                    counts, trace_id = (found.spans, told.trace_id) if isinstance(told, Span) else (found.logs, told)
                    counts[trace_id] += 1
                    found.add(trace_id, record, block=block, scoped=scoped)


def _told_by(record: Any, scoped: Any, *, depth: int, place: str) -> Span | str | None:
    """The span that a log record comes to, or the trace of the span that it belongs to; None for any other record."""
    if record.trace_id and record.span_id:
        return log_identity(record, place=place)[0]
    return event_of(record, scoped.scope.name, depth=depth, place=place)
