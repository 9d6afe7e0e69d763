"""Assemble runs from what was delivered, once a trace has gone quiet."""

import logging
import resource
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Event

from app.domain.errors import LeaseLost, MisstepError, Overloaded, RunsChanged, StoreUnusable, TraceTooLarge
from app.domain.shortage import telling_shortage
from app.domain.trace import Trace
from app.inbox.gathering import SOURCE, gather
from app.inbox.keep_runs import keep_all, prepare_all, until_unchanged
from app.inbox.sweep import sweep
from app.ingest.decode import assemble as traces_of
from app.ingest.limits import DEFAULT
from app.ingest.telemetry import TelemetryBatch
from app.ingest.typed import read_typed
from app.store.deliveries import Delivery
from app.store.engine import Store
from app.store.leases import Lease
from app.store.work import Work

log = logging.getLogger("misstep")
TRACES = 20  # in one go: some 600 spans, which are decoded into some 50 MB
BYTES = 16 * 2**20  # of deliveries in one go; the objects that they are decoded into take ten times as much
_LONGEST_REASON = 500  # characters
_NOTE_AGAIN = 1.0  # seconds
_TOO_MUCH = (
    "to make a run of it takes more memory than there is for what is delivered; `misstep import` has all of it"
)


def assemble(
    store: Store, *, clock: Callable[[], datetime], new_id: Callable[[], str], until: Event | None = None
) -> int:
    """Make runs of some traces that are due; says of how many. Any number of processes may do so at once.

    A trace that cannot become a run is tried again, then set aside with the reason: it holds up no other. What passes
    is no fault of the traces: they are taken up again later and lose no try, and the error is raised (Overloaded,
    StoreUnusable). What became of them is noted as soon as the database takes it, or never if `until` comes before.
    """
    lease = _lease(store, now=clock())
    if lease is None:
        return 0
    until = until or Event()
    try:
        with telling_shortage():
            _within_memory(lambda: until_unchanged(lambda: _assembled(store, lease, clock=clock, new_id=new_id)))
    except LeaseLost as error:
        log.info("what was made of some traces is thrown away: %s", error)
        _note(store, lambda work: work.leases.give_back(lease, at=clock()), until=until)
    except (Overloaded, StoreUnusable) as error:
        reason = _reason(error)
        _note(store, lambda work: work.leases.delay(lease, reason, at=clock()), until=until)
        raise
    except Exception as error:
        log.exception("these traces cannot become a run yet: %s", ", ".join(sorted(lease.due)))
        reason = _reason(error)
        _note(store, lambda work: work.leases.failed(lease, reason, at=clock()), until=until)
    return len(lease.due)


def _within_memory(make: Callable[[], None]) -> None:
    """What took more than this process may have is let go of before a failure is noted, which takes memory too.

    A process without a limit of its own is on a machine that is short of memory, and that passes.
    """
    try:
        make()
    except MemoryError:
        if resource.getrlimit(resource.RLIMIT_DATA)[0] == resource.RLIM_INFINITY:
            raise
        log.warning("traces take more memory than this process may have", exc_info=True)
    else:
        return
    raise TraceTooLarge(_TOO_MUCH)


def _note(store: Store, change: Callable[[Work], None], *, until: Event) -> None:
    """Traces of which nothing is noted count as those of a process that died, so a database is waited for."""
    while True:
        try:
            store.repeated(change)
        except (Overloaded, StoreUnusable):
            if until.wait(_NOTE_AGAIN):
                raise
            log.warning("what became of some traces cannot be noted yet", exc_info=True)
        else:
            return


def _lease(store: Store, *, now: datetime) -> Lease | None:
    """Traces that nobody else has. Those that cannot even be taken up are not first for ever: they lose a try."""
    with store.reading() as work:
        if not work.leases.any_due(now=now):
            return None
    try:
        with telling_shortage(), store.writing() as work:
            return work.leases.take(now=now, limit=TRACES)
    except (Overloaded, StoreUnusable):
        raise
    except Exception as error:
        log.exception("delivered traces cannot be taken up")
        reason = _reason(error)
        store.repeated(lambda work: work.leases.skip(reason, now=now, limit=TRACES))
        return None


def _assembled(store: Store, lease: Lease, *, clock: Callable[[], datetime], new_id: Callable[[], str]) -> None:
    """What was delivered is joined with the runs that hold the rest of these traces, however that came."""
    with store.reading() as work:
        reading = _read_some(work, lease)
        taken = lease.trace_ids - reading.untouched
        ground = gather(work, reading.batches, workspace=lease.workspace, also=taken)
    with_spans = {span.trace_id for span in ground.batch.spans}
    traces = traces_of(ground.batch.of(with_spans))  # log records of the others wait for theirs
    ready = prepare_all(traces, ground.batch, new_id=new_id, workspace=lease.workspace)
    held = {trace_id for each in ready for trace_id in each.trace_ids}
    early = [delivery for delivery, trace_id in reading.deliveries.items() if trace_id not in held]
    read = [delivery for delivery, trace_id in reading.deliveries.items() if trace_id in held]

    def write(work: Work) -> None:
        work.runs.hold(lease.workspace)
        if not work.deliveries.all_there([*read, *early]):
            raise RunsChanged("some of what was read was deleted meanwhile; what is left is read again")
        keep_all(work, ready, ground, workspace=lease.workspace)
        work.leases.done(lease, read, at=clock(), early=early, untouched=reading.untouched)
        work.inbox.link(lease.workspace, _grouped(traces))
        if work.run_traces.with_run(lease.workspace, SOURCE, taken - held):
            raise RunsChanged("the spans that some log records had waited for came meanwhile; try again")

    store.repeated(write)
    sweep(store, workspace=lease.workspace)


@dataclass(frozen=True, slots=True)
class _Reading:
    """Deliveries by id with their traces, what they say, and the traces that are left for another time."""

    deliveries: Mapping[int, str]
    batches: Sequence[TelemetryBatch]
    untouched: frozenset[str]


def _read_some(work: Work, lease: Lease) -> _Reading:
    """As much as there is memory for, and one delivery at least: what is left stays due, and joins its run later."""
    deliveries: dict[int, str] = {}
    batches: list[TelemetryBatch] = []
    size = 0
    for delivery in _unread(work, lease):
        if deliveries and size + len(delivery.body) > BYTES:
            left = lease.trace_ids.difference(deliveries.values())
            return _Reading(deliveries, batches, left & work.deliveries.unassembled(lease.workspace, left))
        size += len(delivery.body)
        deliveries[delivery.id] = delivery.trace_id
        batches.append(_read(delivery))
    return _Reading(deliveries, batches, frozenset())


def _unread(work: Work, lease: Lease) -> Iterator[Delivery]:
    """What no run holds yet; of a trace without a run everything, as once all that was read was taken for held."""
    with_run = work.run_traces.with_run(lease.workspace, SOURCE, lease.trace_ids)
    yield from work.deliveries.of_traces(lease.workspace, with_run, held=False)
    yield from work.deliveries.of_traces(lease.workspace, lease.trace_ids - with_run)


def _read(delivery: Delivery) -> TelemetryBatch:
    """What a delivery says of its trace."""
    read = TelemetryBatch(DEFAULT)
    read_typed(f"delivery {delivery.id}", delivery.body, media_type=delivery.media_type, into=read)
    return read.of({delivery.trace_id})


def _grouped(traces: Sequence[Trace]) -> dict[str, set[str]]:
    """The other traces of each run that was put together from several."""
    ids = {trace.trace_id: {span.trace_id for span in trace.spans} for trace in traces}
    return {first: others for first, others in ids.items() if len(others) > 1}


def _reason(error: Exception) -> str:
    """What a person can do something about; of our own mistakes the kind, as the log has the rest."""
    if isinstance(error, MisstepError):
        return str(error)[:_LONGEST_REASON]
    return f"Misstep failed at it ({type(error).__name__}); the log says more"
