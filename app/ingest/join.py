"""Give each span the log records that were written for it."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from app.domain.json import canonical
from app.domain.span import LogRecord, Span
from app.domain.trace import Repair
from app.ingest.telemetry import SpanLogRecord


def joined(spans: Sequence[Span], logs: Sequence[SpanLogRecord]) -> tuple[list[Span], dict[str, Repair]]:
    """The spans with their log records in order of time, and a note on each trace whose records have no span here."""
    waiting: dict[tuple[str, str], list[LogRecord]] = defaultdict(list)
    for log in logs:
        waiting[log.trace_id, log.span_id].append(log.record)
    found = [_with_logs(span, waiting) for span in spans]
    known = {(span.trace_id, span.span_id) for span in spans}
    lost = Counter[str]()
    for (trace_id, span_id), records in waiting.items():
        if (trace_id, span_id) not in known:
            lost[trace_id] += len(records)
    return found, {trace_id: _lost(records) for trace_id, records in sorted(lost.items())}


def _lost(records: int) -> Repair:
    if records == 1:
        return Repair("logs", "1 log record belongs to a span that was not recorded, and is not shown.")
    return Repair("logs", f"{records} log records belong to spans that were not recorded, and are not shown.")


def _with_logs(span: Span, waiting: dict[tuple[str, str], list[LogRecord]]) -> Span:
    records = waiting.get((span.trace_id, span.span_id))
    return replace(span, logs=_ordered(records)) if records else span


def _ordered(records: list[LogRecord]) -> tuple[LogRecord, ...]:
    """In order of time; a record delivered twice counts once."""
    keyed = {(record.time_ns, _index(record), _text(record)): record for record in records}
    return tuple(keyed[key] for key in sorted(keyed))


def _index(record: LogRecord) -> int:
    """The place that some writers number, whose records of one request share one time."""
    value = record.attributes.get("gen_ai.message.index", record.attributes.get("CHAT_MESSAGE_INDEX"))
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _text(record: LogRecord) -> str:
    return canonical([record.name, record.attributes, record.body])
