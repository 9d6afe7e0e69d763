"""Bytes of one or more files to traces: the one way in."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from app.domain.errors import TraceRejected
from app.domain.span import Span
from app.domain.trace import Repair, Trace
from app.ingest.agent_events import sessions_told
from app.ingest.clock import set_right
from app.ingest.dialects import read_span
from app.ingest.documents import is_text, read_text
from app.ingest.files import NamedBytes, opened
from app.ingest.join import joined
from app.ingest.limits import DEFAULT, Limits
from app.ingest.memory import remembering
from app.ingest.otlp_protobuf import read_protobuf
from app.ingest.runs import TracePiece, grouped
from app.ingest.spread_errors import without_spread_errors
from app.ingest.telemetry import TelemetryBatch
from app.ingest.told_in_logs import with_logged_words
from app.ingest.tree import place_of, repaired

__all__ = ["NamedBytes", "assemble", "decode", "read_files", "record", "require_spans"]


def decode(files: Sequence[NamedBytes], *, limits: Limits = DEFAULT) -> list[Trace]:
    """The agent runs in the files, which together are one import: spans and the log records of these spans.

    Raises TraceRejected as `read_files` does, and where they hold no span.
    """
    recorded = read_files(files, limits=limits)
    require_spans(files, recorded)
    return assemble(recorded)


def read_files(files: Sequence[NamedBytes], *, limits: Limits = DEFAULT) -> TelemetryBatch:
    """What the files hold, not yet put together.

    Raises TraceRejected naming file, line and span where the bytes are no OTLP.
    """
    recorded = TelemetryBatch(limits)
    for file in files:
        record(file, recorded)
    return recorded


def require_spans(files: Sequence[NamedBytes], recorded: TelemetryBatch) -> None:
    """Raises TraceRejected naming the files where what was recorded holds no span: no run comes of log records."""
    if recorded.spans:
        return
    names = ", ".join(file.name for file in files)
    logs = len(recorded.logs)
    needed = f" ({logs} log records, but none of their spans: import these before, or together)" if logs else ""
    raise TraceRejected(f"{names}: no spans found{needed}")


def record(file: NamedBytes, into: TelemetryBatch) -> None:
    """Add what one file holds."""
    body = opened(file, into.limits)
    if is_text(body):
        read_text(file.name, body, into)
    else:
        read_protobuf(file.name, body, into)


def assemble(recorded: TelemetryBatch) -> list[Trace]:
    """Traces out of spans and logs that came in any order.

    Log records of a trace without spans are told of on every trace, as what the batch as a whole lacks.
    """
    spans, lost = joined(recorded.spans, recorded.logs)
    by_trace: dict[str, list[Span]] = defaultdict(list)
    for span in sessions_told(spans):
        by_trace[span.trace_id].append(span)
    notes = {trace_id: list(told) for trace_id, told in recorded.trace_notes.items()}
    for trace_id in lost.keys() & by_trace.keys():
        notes.setdefault(trace_id, []).append(lost[trace_id])
    with remembering():
        pieces = [_piece(trace_id, by_trace[trace_id], notes) for trace_id in sorted(by_trace)]
    shared = [*recorded.notes, *(note for trace_id, note in lost.items() if trace_id not in by_trace)]
    return [_trace(group, notes, shared) for group in grouped(pieces)]


def _piece(trace_id: str, spans: Sequence[Span], notes: dict[str, list[Repair]]) -> TracePiece:
    forest, broken = repaired(with_logged_words(spans))
    timed, late = set_right(forest)
    notes[trace_id] = [*notes.get(trace_id, ()), *broken, *late]
    ordered = tuple(sorted(timed, key=place_of))
    readings = without_spread_errors(ordered, {span.span_id: read_span(span) for span in ordered})
    notes[trace_id] += [_cut(span) for span in ordered if readings[span.span_id].cut]
    return TracePiece(trace_id, ordered, readings)


def _cut(span: Span) -> Repair:
    return Repair("cut", f"{span.title} holds JSON that is cut off; what it says is shown up to there.", span.span_id)


def _trace(group: Sequence[TracePiece], notes: dict[str, list[Repair]], shared: Sequence[Repair]) -> Trace:
    distinct, clashes = _distinct(group)
    first = next((piece for piece in group if piece.steps), group[0])
    return Trace(
        trace_id=first.trace_id,
        spans=tuple(sorted((span for piece in distinct for span in piece.spans), key=place_of)),
        readings={span_id: reading for piece in distinct for span_id, reading in piece.readings.items()},
        repairs=(*shared, *(note for piece in group for note in notes[piece.trace_id]), *clashes),
    )


def _distinct(group: Sequence[TracePiece]) -> tuple[list[TracePiece], list[Repair]]:
    """Span ids are unique in a trace only; where two traces of one run share one, the later gets a mark."""
    taken: set[str] = set()
    kept: list[TracePiece] = []
    clashes: list[Repair] = []
    for piece in group:
        names = {span_id: _free(span_id, piece.trace_id, taken) for span_id in piece.readings}
        renamed = {old: new for old, new in names.items() if old != new}
        clashes += [
            Repair("clash", f"Two spans share the id {old}; one is shown as {new}.", new)
            for old, new in renamed.items()
        ]
        taken.update(names.values())
        kept.append(_renamed(piece, names) if renamed else piece)
    return kept, clashes


def _free(span_id: str, trace_id: str, taken: set[str]) -> str:
    return f"{span_id}-{trace_id[:8]}" if span_id in taken else span_id


def _renamed(piece: TracePiece, names: dict[str, str]) -> TracePiece:
    spans = tuple(
        replace(span, span_id=names[span.span_id], parent_id=names[span.parent_id] if span.parent_id else None)
        for span in piece.spans
    )
    return TracePiece(piece.trace_id, spans, {names[old]: reading for old, reading in piece.readings.items()})
