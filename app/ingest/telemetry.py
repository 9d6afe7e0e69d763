"""What one file holds once decoded: spans, log records and notes, not yet put together."""

from collections.abc import Collection
from dataclasses import dataclass, field

from app.domain.span import LogRecord, Span
from app.domain.trace import Repair
from app.ingest.limits import Limits


@dataclass(frozen=True, slots=True)
class SpanLogRecord:
    """A log record with the ids of the span that it belongs to."""

    trace_id: str
    span_id: str
    record: LogRecord


@dataclass(slots=True)
class TelemetryBatch:
    """Gathers what all files of one import hold; refuses to grow past the limits.

    `notes` are on all of it, `trace_notes` on a trace each, as on what was read or delivered before.
    """

    limits: Limits
    spans: list[Span] = field(default_factory=list)
    logs: list[SpanLogRecord] = field(default_factory=list)
    notes: list[Repair] = field(default_factory=list)
    trace_notes: dict[str, list[Repair]] = field(default_factory=dict)

    def add_span(self, span: Span, *, place: str) -> None:
        self.spans.append(span)
        self._check(place)

    def add_log(self, log: SpanLogRecord, *, place: str) -> None:
        self.logs.append(log)
        self._check(place)

    def of(self, trace_ids: Collection[str]) -> "TelemetryBatch":
        """What is said of these traces alone; what is noted on all of it is noted on each of them."""
        return TelemetryBatch(
            self.limits,
            spans=[span for span in self.spans if span.trace_id in trace_ids],
            logs=[log for log in self.logs if log.trace_id in trace_ids],
            trace_notes={
                trace_id: notes
                for trace_id in sorted(trace_ids)
                if (notes := [*self.notes, *self.trace_notes.get(trace_id, ())])
            },
        )

    def _check(self, place: str) -> None:
        self.limits.check(len(self.spans) + len(self.logs), place=place)
