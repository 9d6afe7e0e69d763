"""Gather what is known of some traces, whichever way it came: what two sources say alike counts once."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from typing import cast

from app.domain.json import JSON, canonical
from app.domain.span import LogRecord, Span
from app.ingest.limits import DEFAULT
from app.ingest.telemetry import SpanLogRecord, TelemetryBatch
from app.replay.redaction import without_injector
from app.store.run_rows import Source
from app.store.work import Work

SOURCE: Source = "imported"
_Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Groundwork:
    """The telemetry that runs are made of, the runs that hold some of it, and the traces of which they lack some."""

    batch: TelemetryBatch
    runs: frozenset[str]
    news: frozenset[str]


def gather(
    work: Work, sources: Collection[TelemetryBatch], *, workspace: str, also: Collection[str] = ()
) -> Groundwork:
    """These sources, joined with the runs that stand for their traces, for `also` these, and for linked ones."""
    trace_ids = {*also, *(trace_id for source in sources for trace_id in _traces(source.spans, source.logs))}
    trace_ids |= {trace_id for source in sources for linked in links_of(source).values() for trace_id in linked}
    runs = work.run_traces.around(workspace, SOURCE, trace_ids)
    gathered = _Gathering()
    for run_id in sorted(runs):
        gathered.add(work.known_batch(run_id))
    news = [gathered.add(source) for source in sources]
    return Groundwork(gathered.batch, runs, frozenset().union(*news))


def links_of(batch: TelemetryBatch) -> dict[str, set[str]]:
    """The other traces that the spans of each trace are linked to."""
    found: dict[str, set[str]] = defaultdict(set)
    for span in batch.spans:
        found[span.trace_id].update(link.trace_id for link in span.links if link.trace_id != span.trace_id)
    return {trace_id: linked for trace_id, linked in sorted(found.items()) if linked}


def _traces(spans: Iterable[Span], logs: Iterable[SpanLogRecord]) -> set[str]:
    return {span.trace_id for span in spans} | {log.trace_id for log in logs}


class _Gathering:
    """A batch that grows by one source after another; what a source says twice itself is left to be repaired."""

    def __init__(self) -> None:
        self.batch = TelemetryBatch(DEFAULT)
        self._spans: dict[_Key, list[Span]] = defaultdict(list)
        self._logs: dict[_Key, list[LogRecord]] = defaultdict(list)

    def add(self, source: TelemetryBatch) -> set[str]:
        """The traces of which the source says something new."""
        spans = [span for span in source.spans if not self._has_span(span)]
        logs = [log for log in source.logs if not self._has_log((log.trace_id, log.span_id), log.record)]
        for span in spans:
            self._spans[span.trace_id, span.span_id].append(span)
        for log in logs:
            self._logs[log.trace_id, log.span_id].append(log.record)
        self.batch.spans.extend(spans)
        self.batch.logs.extend(logs)
        self.batch.notes.extend(source.notes)
        for trace_id, notes in source.trace_notes.items():
            told = self.batch.trace_notes.setdefault(trace_id, [])
            told.extend(note for note in notes if note not in told)
        return _traces(spans, logs)

    def _has_span(self, span: Span) -> bool:
        same = self._spans.get((span.trace_id, span.span_id))
        return bool(same) and _text(span) in map(_text, same or ())

    def _has_log(self, key: _Key, record: LogRecord) -> bool:
        same = self._logs.get(key)
        return bool(same) and _record_text(record) in map(_record_text, same or ())


def _text(span: Span) -> str:
    """As a run keeps it."""
    return canonical(cast("JSON", asdict(without_injector(span))))


def _record_text(record: LogRecord) -> str:
    return canonical(cast("JSON", asdict(record)))
