"""Import files of traces: all of them, or none."""

from collections.abc import Callable, Sequence

from app.inbox.keep_runs import ImportedRun, keep, prepare_all
from app.ingest.decode import decode
from app.ingest.files import NamedBytes
from app.store.engine import Store


def import_files(store: Store, files: Sequence[NamedBytes], *, new_id: Callable[[], str]) -> tuple[ImportedRun, ...]:
    """The runs in the files, which together are one import. Raises TraceRejected, and then nothing is stored."""
    ready = prepare_all(decode(files), new_id=new_id)
    with store.writing() as work:
        return tuple(keep(work, each) for each in ready)
