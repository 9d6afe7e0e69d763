"""What a run was made of, as it came: its own spans, or what they were before they were repaired."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, replace
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import NotFound, WrongState
from app.domain.span import LogRecord
from app.domain.trace import Repair
from app.ingest.limits import DEFAULT
from app.ingest.telemetry import SpanLogRecord, TelemetryBatch
from app.replay.redaction import without_injector
from app.store.packed import unpack
from app.store.span_chunks import span_from_json
from app.store.tables import CHUNK, RUN


def recorded_of(batch: TelemetryBatch, trace_ids: Collection[str]) -> Mapping[str, object]:
    """The spans and logs of some traces as they came, and what was noted about the batch."""
    earlier = [note for trace_id in sorted(trace_ids) for note in batch.trace_notes.get(trace_id, ())]
    return {
        "spans": [without_injector(span) for span in batch.spans if span.trace_id in trace_ids],
        "logs": [asdict(log) for log in batch.logs if log.trace_id in trace_ids],
        "notes": [asdict(note) for note in dict.fromkeys([*batch.notes, *earlier])],
    }


def recorded_batch(session: Session, run_id: str) -> TelemetryBatch:
    """What a run can be read anew from. Raises NotFound, and WrongState where it was not kept."""
    row = _row(session, run_id)
    if row.recorded is None and _repairs(row.about):
        raise WrongState(f"run {run_id}: it was repaired by a version that kept no originals; import its file again")
    return _original(row.recorded) if row.recorded is not None else _shown(session, run_id)


def known_batch(session: Session, run_id: str) -> TelemetryBatch:
    """The same to be joined with more; of a run whose originals were not kept, its spans as they were repaired."""
    row = _row(session, run_id)
    batch = _original(row.recorded) if row.recorded is not None else _shown(session, run_id)
    notes = batch.notes
    if row.recorded is None:
        notes = [Repair("earlier", sentence) for sentence in _repairs(row.about)]
    batch.notes, batch.trace_notes = [], {row.trace_id: notes} if notes else {}
    return batch


def _row(session: Session, run_id: str) -> Any:
    row = session.execute(select(RUN.trace_id, RUN.recorded, RUN.about).where(RUN.id == run_id)).first()
    if row is None:
        raise NotFound("there is no such run")
    return row


def _repairs(about: bytes) -> list[str]:
    return cast("list[str]", cast("Mapping[str, Any]", unpack(about))["repairs"])


def _original(recorded: bytes) -> TelemetryBatch:
    told = cast("Mapping[str, Any]", unpack(recorded))
    batch = TelemetryBatch(DEFAULT)
    batch.spans.extend(map(span_from_json, told["spans"]))
    batch.logs.extend(SpanLogRecord(**{**log, "record": LogRecord(**log["record"])}) for log in told["logs"])
    batch.notes.extend(Repair(**note) for note in told["notes"])
    return batch


def _shown(session: Session, run_id: str) -> TelemetryBatch:
    """The spans of the run, and apart from them the log records that were joined to them."""
    batch = TelemetryBatch(DEFAULT)
    chunks = session.scalars(select(CHUNK.body).where(CHUNK.run_id == run_id).order_by(CHUNK.place))
    for span in (span_from_json(span) for body in chunks for span in cast("list[Any]", unpack(body))):
        batch.logs.extend(SpanLogRecord(span.trace_id, span.span_id, record) for record in span.logs)
        batch.spans.append(replace(span, logs=()) if span.logs else span)
    return batch
