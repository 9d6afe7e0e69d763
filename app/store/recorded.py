"""What a run was made of, as it came: its own spans, or what they were before they were repaired."""

from collections.abc import Collection, Mapping
from dataclasses import asdict
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
    return {
        "spans": [without_injector(span) for span in batch.spans if span.trace_id in trace_ids],
        "logs": [asdict(log) for log in batch.logs if log.trace_id in trace_ids],
        "notes": [asdict(note) for note in batch.notes],
    }


def recorded_batch(session: Session, run_id: str) -> TelemetryBatch:
    """What a run can be read anew from. Raises NotFound, and WrongState where it was not kept."""
    row = session.execute(select(RUN.recorded, RUN.about).where(RUN.id == run_id)).first()
    if row is None:
        raise NotFound("there is no such run")
    batch = TelemetryBatch(DEFAULT)
    if row.recorded is not None:
        told = cast("Mapping[str, Any]", unpack(row.recorded))
        batch.spans.extend(map(span_from_json, told["spans"]))
        batch.logs.extend(SpanLogRecord(**{**log, "record": LogRecord(**log["record"])}) for log in told["logs"])
        batch.notes.extend(Repair(**note) for note in told["notes"])
    elif cast("Mapping[str, Any]", unpack(row.about))["repairs"]:
        raise WrongState(f"run {run_id}: it was repaired by a version that kept no originals; import its file again")
    else:
        chunks = session.scalars(select(CHUNK.body).where(CHUNK.run_id == run_id).order_by(CHUNK.place))
        batch.spans.extend(span_from_json(span) for body in chunks for span in cast("list[Any]", unpack(body)))
    return batch
