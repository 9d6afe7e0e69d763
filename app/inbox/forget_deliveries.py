"""Forget what was delivered for some traces, whatever became of it."""

from collections.abc import Collection

from app.domain.errors import NotFound
from app.domain.workspace import LOCAL
from app.inbox.gathering import SOURCE
from app.store.engine import Store


def forget_deliveries(store: Store, trace_ids: Collection[str]) -> tuple[str, ...]:
    """Remove the deliveries of these traces for good; the ids of the traces.

    A run that was made of them stays, and what is delivered later joins it. Raises NotFound for a trace of which no
    delivery is kept, and then nothing is forgotten.
    """
    named = tuple(sorted(set(trace_ids)))
    with store.writing() as work:
        work.runs.alone(LOCAL)
        unknown = sorted(set(named) - work.inbox.known(LOCAL, named))
        if unknown:
            raise NotFound(f"{unknown[0]}: nothing that was delivered of such a trace is kept")
        held = work.run_traces.with_run(LOCAL, SOURCE, named)
        work.inbox.let_go(LOCAL, held)
        work.inbox.forget(LOCAL, set(named) - held)
    store.empty_log()
    return named
