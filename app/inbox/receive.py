"""Receive an OTLP request: check it, keep what is good on disk, say what is not."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.errors import TraceRejected
from app.ingest.by_trace import by_trace
from app.ingest.limits import Limits
from app.ingest.protobuf_requests import Kind
from app.ingest.survey import survey
from app.store.deliveries import arrival
from app.store.engine import Store

NAME = "request"  # what error messages call the body


@dataclass(frozen=True, slots=True)
class Receipt:
    """How many spans or log records were refused, and why the first of them was."""

    rejected: int = 0
    why: str = ""


def receive(
    store: Store, body: bytes, *, workspace: str, kind: Kind, media_type: str, limits: Limits, now: datetime
) -> Receipt:
    """Keep what is good of the request, of spans or of log records, for a workspace; when this returns it is on disk.

    Raises TraceRejected for bytes that are no OTLP, or of which nothing can be kept.
    """
    found = survey(NAME, body, kind=kind, media_type=media_type, limits=limits)
    if found.refused and not found.shares:
        raise TraceRejected(found.why)
    arrivals = [
        arrival(
            trace_id,
            part,
            media_type=media_type,
            spans=found.spans[trace_id],
            linked=found.links.get(trace_id, ()),
        )
        for trace_id, part in by_trace(body, media_type=media_type, found=found)
    ]
    if arrivals:
        store.repeated(lambda work: work.inbox.receive(workspace, arrivals, at=now), durable=True)
    return Receipt(found.refused, found.why)
