"""Load the bundled scenarios into the database, where they are not there already as they are now."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from app.store.engine import Store

PACK = "bundled"
_READERS = ("domain", "ingest", "replay", "store", "catalog")  # rooms whose code decides what is loaded


def load_bundled(store: Store, *, scenarios: Path, traces: Path) -> int | None:
    """How many runs were loaded; None where nothing had changed.

    Raises ScenarioRejected for a pack that breaks the rules; the database then stays as it was.
    """
    content = _content(scenarios, traces)
    with store.reading() as work:
        if work.catalogue.content(PACK) == content:
            return None
    return _load(store, scenarios=scenarios, traces=traces, content=content)


def _load(store: Store, *, scenarios: Path, traces: Path, content: str) -> int:
    from app.catalog.catalogue import load_catalogue  # noqa: PLC0415 - a warm start reads no packs
    from app.practice.bundled_run import bundled_rows  # noqa: PLC0415

    catalogue = load_catalogue(scenarios, traces)
    with store.writing() as work:
        work.catalogue.clear()
        loaded = set()
        for slug, variant in catalogue.recorded:
            for run_id, file in catalogue.runs(slug, variant).items():
                work.runs.add(bundled_rows(run_id, file))
                loaded.add(run_id)
        for stale in set(work.runs.ids("bundled")) - loaded:
            work.runs.remove(stale)
        keys = {place: catalogue.answer_key(*place) for place in catalogue.recorded}
        work.catalogue.put(catalogue.scenarios, keys)
        work.catalogue.note_content(PACK, content)
    return len(loaded)


def _content(scenarios: Path, traces: Path) -> str:
    """A digest over the packs and over the code that reads them."""
    digest = sha256()
    code = Path(__file__).parent.parent
    rooms = (code / room for room in _READERS)
    for path in (*_files(rooms, suffix=".py"), *_files((scenarios, traces), suffix="")):
        digest.update(path.name.encode() + b"\0")
        digest.update(sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _files(folders: Iterable[Path], *, suffix: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(path for path in folder.rglob(f"*{suffix}") if path.is_file())
