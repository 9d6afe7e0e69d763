"""Delete runs for good: whoever does so wins, whatever else holds them."""

from collections.abc import Sequence
from datetime import datetime

from app.domain.change import RunDeleted
from app.domain.permission import Verb, workspace_to
from app.domain.viewer import Viewer
from app.store.engine import Store
from app.store.work import Work


def delete_runs(store: Store, run_ids: Sequence[str], *, viewer: Viewer, now: datetime) -> tuple[str, ...]:
    """The ids of the runs that are gone: those named, and any other reading of the same traces.

    Gone with them is what was delivered for their traces, and every message, tool and block that no other run is
    made of. An attempt that read one keeps its notes and verdicts, and says that the run was deleted. Raises
    NotFound, and NotAllowed for who may not; then nothing is deleted.
    """
    workspace = workspace_to(Verb.DELETE, viewer)
    with store.writing() as work:
        work.runs.alone(workspace)
        same = [work.runs.of_same_traces(workspace, run_id) for run_id in run_ids]
        gone = tuple(dict.fromkeys(run_id for found in same for run_id in found.runs))
        for run_id in gone:
            _tell_readers(work, run_id, actor=viewer.id, now=now)
        work.runs.unpin(gone)
        work.runs.remove(gone)
        work.inbox.forget(workspace, sorted({trace_id for found in same for trace_id in found.trace_ids}))
        work.pool.sweep(workspace)
    store.empty_log()
    return gone


def _tell_readers(work: Work, run_id: str, *, actor: str, now: datetime) -> None:
    for attempt in work.attempts.reading(run_id):
        work.attempts.record(attempt, [RunDeleted(run_id=run_id)], actor=actor, at=now)
