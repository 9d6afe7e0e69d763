"""Receive an OTLP request: check it, keep what is good on disk, say what is not."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.errors import TraceRejected
from app.ingest.by_trace import by_trace
from app.ingest.limits import Limits
from app.ingest.piecemeal import pieces, without
from app.ingest.survey import Survey, survey
from app.store.deliveries import arrival
from app.store.engine import Store

NAME = "request"  # what error messages call the body


@dataclass(frozen=True, slots=True)
class Receipt:
    """How many spans or log records were refused, and why the first of them was."""

    rejected: int = 0
    why: str = ""


def receive(store: Store, body: bytes, *, workspace: str, media_type: str, limits: Limits, now: datetime) -> Receipt:
    """Keep the request for a workspace; when this returns it is on disk.

    Raises TraceRejected for bytes that are no OTLP, or of which nothing can be kept.
    """
    try:
        found = survey(NAME, body, media_type=media_type, limits=limits)
    except TraceRejected as error:
        return _in_pieces(
            store, body, workspace=workspace, media_type=media_type, limits=limits, now=now, whole=error
        )
    _store(store, body, found, workspace=workspace, media_type=media_type, now=now)
    return Receipt()


def _in_pieces(
    store: Store,
    body: bytes,
    *,
    workspace: str,
    media_type: str,
    limits: Limits,
    now: datetime,
    whole: TraceRejected,
) -> Receipt:
    """One span or log record at a time: the good ones are kept, the others counted."""
    parts = pieces(body, media_type=media_type, error=whole)
    refused: dict[int, str] = {}
    for index, part in enumerate(parts):
        try:
            survey(NAME, part, media_type=media_type, limits=limits)
        except TraceRejected as error:
            refused[index] = str(error)
    if not parts:
        return Receipt()
    first = next(iter(refused.values()), str(whole))
    if len(refused) == len(parts):
        raise TraceRejected(first) from whole
    rest = without(body, set(refused), media_type=media_type)
    found = survey(NAME, rest, media_type=media_type, limits=limits)
    _store(store, rest, found, workspace=workspace, media_type=media_type, now=now)
    return Receipt(len(refused), first)


def _store(store: Store, body: bytes, found: Survey, *, workspace: str, media_type: str, now: datetime) -> None:
    arrivals = [
        arrival(
            trace_id,
            part,
            media_type=media_type,
            spans=found.spans[trace_id],
            linked=found.links.get(trace_id, ()),
        )
        for trace_id, part in by_trace(body, media_type=media_type, found=found).items()
    ]
    if arrivals:
        store.repeated(lambda work: work.inbox.receive(workspace, arrivals, at=now), durable=True)
