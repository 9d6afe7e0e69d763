"""Import files of traces: all of them, or none."""

from collections.abc import Callable, Sequence

from app.inbox.keep_runs import ImportedRun, keep_all, prepare_all
from app.inbox.sweep import sweep
from app.ingest.decode import assemble, read_files
from app.ingest.files import NamedBytes
from app.store.engine import Store


def import_files(store: Store, files: Sequence[NamedBytes], *, new_id: Callable[[], str]) -> tuple[ImportedRun, ...]:
    """The runs in the files, which together are one import. Raises TraceRejected, and then nothing is stored."""
    batch = read_files(files)
    ready = prepare_all(assemble(batch), batch, new_id=new_id)
    with store.writing() as work:
        kept = keep_all(work, ready)
    sweep(store)
    return kept
