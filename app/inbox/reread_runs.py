"""Read imported runs anew with the code of today, on purpose and never by accident."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from app.domain.errors import RunsChanged, WrongState
from app.domain.permission import Verb, workspace_to
from app.domain.viewer import Viewer
from app.inbox.gathering import Groundwork
from app.inbox.keep_runs import ImportedRun, keep_all, prepare_all, until_unchanged
from app.inbox.sweep import sweep
from app.ingest.decode import assemble
from app.store.engine import Store
from app.store.reader_version import reader_version


@dataclass(frozen=True, slots=True, kw_only=True)
class RereadRun:
    """A run that was read anew, and the runs that its traces are now."""

    run: str
    now: tuple[ImportedRun, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedRun:
    """A run that cannot be read anew, and why."""

    run: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rereading:
    """What became of the runs that were to be read anew."""

    runs: tuple[RereadRun, ...]
    refused: tuple[RefusedRun, ...]


def reread_runs(store: Store, run_ids: Sequence[str], *, viewer: Viewer, new_id: Callable[[], str]) -> Rereading:
    """Read anew, of the runs named or of all, the ones that other code has read.

    Each becomes a run beside the old one and takes its place; the old one goes, unless an attempt reads it. A run
    whose originals were not kept is refused, and the others are read. Raises NotFound for a name that is none, and
    NotAllowed; then none is read.
    """
    workspace = workspace_to(Verb.IMPORT, viewer)
    with store.reading() as work:
        outdated = work.runs.outdated(workspace, run_ids, reader_version=reader_version())
    runs: list[RereadRun] = []
    refused: list[RefusedRun] = []
    for run_id in outdated:
        try:
            now = until_unchanged(partial(_reread, store, run_id, new_id=new_id, workspace=workspace))
        except (WrongState, RunsChanged) as error:
            refused.append(RefusedRun(run=run_id, reason=str(error)))
        else:
            runs += [RereadRun(run=run_id, now=now)] if now else []
    sweep(store, workspace=workspace)
    return Rereading(runs=tuple(runs), refused=tuple(refused))


def _reread(store: Store, run_id: str, *, new_id: Callable[[], str], workspace: str) -> tuple[ImportedRun, ...]:
    """Nothing where another run has taken the place of this one meanwhile: it was read by today's code."""
    with store.reading() as work:
        if not work.run_traces.stand([run_id]):
            return ()
        batch = work.recorded_batch(run_id)
    ids = frozenset(span.trace_id for span in batch.spans)
    ground = Groundwork(batch, frozenset({run_id}), ids)  # all of it is news to today's code
    ready = prepare_all(assemble(batch), batch, new_id=new_id, workspace=workspace)
    with store.writing() as work:
        return keep_all(work, ready, ground, workspace=workspace)
