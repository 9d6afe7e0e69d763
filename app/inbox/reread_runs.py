"""Read imported runs anew with the code of today, on purpose and never by accident."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.domain.workspace import LOCAL
from app.inbox.gathering import Groundwork
from app.inbox.keep_runs import ImportedRun, keep_all, prepare_all
from app.inbox.sweep import sweep
from app.ingest.decode import assemble
from app.store.engine import Store
from app.store.reader_version import reader_version


@dataclass(frozen=True, slots=True, kw_only=True)
class RereadRun:
    """A run that was read anew, and the runs that its traces are now."""

    run: str
    now: tuple[ImportedRun, ...]


def reread_runs(
    store: Store, run_ids: Sequence[str], *, new_id: Callable[[], str], workspace: str = LOCAL
) -> tuple[RereadRun, ...]:
    """The runs that were read anew: of those named, or of all, the ones that other code has read.

    Each becomes a run beside the old one and takes its place; the old one goes, unless an attempt reads it. Raises
    NotFound, and WrongState for a run whose originals were not kept; what was read anew before it stays so.
    """
    with store.reading() as work:
        outdated = work.runs.outdated(workspace, run_ids, reader_version=reader_version())
    done = tuple(_reread(store, run_id, new_id=new_id, workspace=workspace) for run_id in outdated)
    sweep(store, workspace=workspace)
    return done


def _reread(store: Store, run_id: str, *, new_id: Callable[[], str], workspace: str) -> RereadRun:
    with store.reading() as work:
        batch = work.recorded_batch(run_id)
    ids = frozenset(span.trace_id for span in batch.spans)
    ground = Groundwork(batch, frozenset({run_id}), ids)  # all of it is news to today's code
    ready = prepare_all(assemble(batch), batch, new_id=new_id, workspace=workspace)
    with store.writing() as work:
        return RereadRun(run=run_id, now=keep_all(work, ready, ground, workspace=workspace))
