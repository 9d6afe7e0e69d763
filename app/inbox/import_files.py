"""Import files of traces: all of them, or none."""

from collections.abc import Callable, Sequence

from app.domain.permission import Verb, workspace_to
from app.domain.viewer import Viewer
from app.inbox.gathering import gather, links_of
from app.inbox.keep_runs import ImportedRun, keep_all, prepare_all, until_unchanged
from app.inbox.sweep import sweep
from app.ingest.decode import assemble, read_files, require_spans
from app.ingest.files import NamedBytes
from app.ingest.telemetry import TelemetryBatch
from app.store.engine import Store


def import_files(
    store: Store, files: Sequence[NamedBytes], *, viewer: Viewer, new_id: Callable[[], str]
) -> tuple[ImportedRun, ...]:
    """The runs in the files, which together are one import, joined with what is known of their traces.

    The spans of log records may be in the files or in such a run. Raises TraceRejected and NotAllowed,
    and then nothing is stored; Overloaded where others change the same runs all the time.
    """
    workspace = workspace_to(Verb.IMPORT, viewer)
    batch = read_files(files)
    kept = until_unchanged(lambda: _imported(store, files, batch, new_id=new_id, workspace=workspace))
    sweep(store, workspace=workspace)
    return kept


def _imported(
    store: Store, files: Sequence[NamedBytes], batch: TelemetryBatch, *, new_id: Callable[[], str], workspace: str
) -> tuple[ImportedRun, ...]:
    with store.reading() as work:
        ground = gather(work, [batch], workspace=workspace)
    require_spans(files, ground.batch)
    ready = prepare_all(assemble(ground.batch), ground.batch, new_id=new_id, workspace=workspace)
    with store.writing() as work:
        kept = keep_all(work, ready, ground, workspace=workspace)
        work.inbox.wake(workspace, {trace_id for each in ready for trace_id in each.trace_ids})
        work.inbox.link(workspace, links_of(batch))
    return kept
