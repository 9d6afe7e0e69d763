"""Assemble runs from what was delivered, once a trace has gone quiet."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from app.ingest.decode import assemble as traces_of
from app.ingest.decode import record
from app.ingest.files import NamedBytes
from app.ingest.limits import DEFAULT
from app.ingest.recorded import Recorded
from app.practice.keep_runs import Kept, keep, prepare_all
from app.store.deliveries import Delivery
from app.store.engine import Store

QUIET = timedelta(milliseconds=500)  # an exporter sends a run's spans in batches that follow one another
TRACES = 100  # in one go: some 3,000 spans, a second's work


def assemble(store: Store, *, now: datetime, new_id: Callable[[], str]) -> tuple[Kept, ...]:
    """The runs that were made or made anew. A run split over linked traces is put together again."""
    with store.reading() as work:
        waiting = work.deliveries.waiting(until=now - QUIET, limit=TRACES)
        deliveries = work.deliveries.of_traces(waiting) if waiting else ()
    if not deliveries:
        return ()
    recorded = _read(deliveries, set(waiting))
    linked = {link.trace_id for span in recorded.spans for link in span.links} - set(waiting)
    if linked:
        with store.reading() as work:
            deliveries = work.deliveries.of_traces((*waiting, *sorted(linked)))
        recorded = _read(deliveries, {*waiting, *linked})
    ready = prepare_all(traces_of(recorded), new_id=new_id) if recorded.spans else []
    with store.writing() as work:
        kept = tuple(keep(work, each) for each in ready)
        work.deliveries.note_assembled(waiting, up_to=max(delivery.id for delivery in deliveries))
    return kept


def _read(deliveries: Sequence[Delivery], wanted: set[str]) -> Recorded:
    """What the deliveries say of the wanted traces; a span that was delivered twice counts once."""
    everything = Recorded(DEFAULT)
    for delivery in deliveries:
        record(NamedBytes(f"delivery {delivery.id}", delivery.body), everything)
    found = Recorded(DEFAULT)
    found.notes.extend(everything.notes)
    found.spans.extend(span for span in everything.spans if span.trace_id in wanted)
    found.logs.extend(log for log in everything.logs if log.trace_id in wanted)
    return found
