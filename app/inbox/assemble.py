"""Assemble runs from what was delivered, once a trace has gone quiet."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from app.domain.workspace import LOCAL
from app.inbox.keep_runs import ImportedRun, keep, prepare_all
from app.ingest.decode import assemble as traces_of
from app.ingest.limits import DEFAULT
from app.ingest.telemetry import TelemetryBatch
from app.ingest.typed import read_typed
from app.store.deliveries import Delivery
from app.store.engine import Store

log = logging.getLogger("misstep")
QUIET = timedelta(milliseconds=500)  # an exporter sends a run's spans in batches that follow one another
TRACES = 20  # in one go: some 600 spans, which are decoded into some 50 MB


def assemble(store: Store, *, now: datetime, new_id: Callable[[], str]) -> tuple[ImportedRun, ...]:
    """The runs that were made or made anew.

    A trace that cannot become a run is left aside for good, as it was delivered: it must not hold up the others.
    """
    with store.reading() as work:
        waiting = work.deliveries.waiting(LOCAL, until=now - QUIET, limit=TRACES)
    try:
        return _assembled(store, waiting, new_id=new_id) if waiting else ()
    except Exception:
        log.exception("these traces are taken one by one, since together they cannot be assembled: %s", waiting)
    return tuple(kept for trace_id in waiting for kept in _alone(store, trace_id, new_id=new_id))


def _alone(store: Store, trace_id: str, *, new_id: Callable[[], str]) -> tuple[ImportedRun, ...]:
    try:
        return _assembled(store, (trace_id,), new_id=new_id)
    except Exception:
        log.exception("trace %s is left aside: it cannot become a run", trace_id)
        with store.writing() as work:
            last = max(delivery.id for delivery in work.deliveries.of_traces(LOCAL, (trace_id,)))
            work.deliveries.note_assembled(LOCAL, (trace_id,), up_to=last)
        return ()


def _assembled(store: Store, waiting: Sequence[str], *, new_id: Callable[[], str]) -> tuple[ImportedRun, ...]:
    """A run that is split over linked traces is put together again."""
    with store.reading() as work:
        deliveries = work.deliveries.of_traces(LOCAL, waiting)
    recorded = _read(deliveries, set(waiting))
    linked = {link.trace_id for span in recorded.spans for link in span.links} - set(waiting)
    if linked:
        with store.reading() as work:
            deliveries = work.deliveries.of_traces(LOCAL, (*waiting, *sorted(linked)))
        recorded = _read(deliveries, {*waiting, *linked})
    ready = prepare_all(traces_of(recorded), new_id=new_id) if recorded.spans else []
    last = max(delivery.id for delivery in deliveries)
    with store.writing() as work:
        kept = tuple(keep(work, each) for each in ready)
        work.deliveries.note_assembled(LOCAL, waiting, up_to=last)
    return kept


def _read(deliveries: Sequence[Delivery], wanted: set[str]) -> TelemetryBatch:
    """What the deliveries say of the wanted traces; a span that was delivered twice counts once."""
    everything = TelemetryBatch(DEFAULT)
    for delivery in deliveries:
        read_typed(f"delivery {delivery.id}", delivery.body, media_type=delivery.media_type, into=everything)
    found = TelemetryBatch(DEFAULT)
    found.notes.extend(everything.notes)
    found.spans.extend(span for span in everything.spans if span.trace_id in wanted)
    found.logs.extend(log for log in everything.logs if log.trace_id in wanted)
    return found
