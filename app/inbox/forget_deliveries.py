"""Forget what was delivered for some traces, whatever became of it."""

from collections.abc import Collection

from app.domain.errors import NotFound
from app.domain.permission import Verb, workspace_to
from app.domain.viewer import Viewer
from app.inbox.gathering import SOURCE
from app.store.engine import Store


def forget_deliveries(store: Store, trace_ids: Collection[str], *, viewer: Viewer) -> tuple[str, ...]:
    """Remove the deliveries of these traces for good; the ids of the traces.

    A run that was made of them stays, and what is delivered later joins it. Raises NotFound for a trace of which no
    delivery is kept, and NotAllowed; then nothing is forgotten.
    """
    workspace = workspace_to(Verb.DELETE, viewer)
    named = tuple(sorted(set(trace_ids)))
    with store.writing() as work:
        work.runs.alone(workspace)
        unknown = sorted(set(named) - work.inbox.known(workspace, named))
        if unknown:
            raise NotFound(f"{unknown[0]}: nothing that was delivered of such a trace is kept")
        held = work.run_traces.with_run(workspace, SOURCE, named)
        work.inbox.let_go(workspace, held)
        work.inbox.forget(workspace, set(named) - held)
    store.empty_log()
    return named
