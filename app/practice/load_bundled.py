"""Load the bundled scenarios into the database, where they are not there already as they are now."""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from app.reading.bundled_run import load_arms, load_run
from app.store.engine import Store
from app.store.recordings import Recording
from app.store.work import Work

PACK = "bundled"
_READERS = (
    "domain",
    "ingest",
    "assembly",
    "replay",
    "store",
    "catalog",
)  # rooms whose code decides what a recording becomes


def load_bundled(store: Store, *, scenarios: Path, traces: Path) -> int | None:
    """How many recordings were loaded; None where nothing had changed.

    Raises ScenarioRejected for a pack that breaks the rules; the database then stays as it was.
    """
    code = _digest(_files((Path(__file__).parent.parent / room for room in _READERS), suffix=".py"))
    content = code + _digest(_files((scenarios, traces), suffix=""))
    with store.reading() as work:
        if work.catalog.content(PACK) == content:
            return None
    return _load(store, scenarios=scenarios, traces=traces, code=code, content=content)


def _load(store: Store, *, scenarios: Path, traces: Path, code: str, content: str) -> int | None:
    from app.catalog.catalog import load_catalog  # noqa: PLC0415 - a warm start reads no packs

    catalog = load_catalog(scenarios, traces)
    files = {run_id: file for place in catalog.recorded for run_id, file in catalog.runs(*place).items()}
    keys = {place: catalog.answer_key(*place) for place in catalog.recorded}
    with store.writing() as work:
        work.alone("scenarios")
        if work.catalog.content(PACK) == content:
            return None  # another process was quicker
        work.catalog.clear()
        work.catalog.put(catalog.scenarios, keys)
        work.recordings.put(_recordings(files, code))
        work.catalog.note_content(PACK, content)
        _renew(work)
    return len(files)


def _recordings(files: Mapping[str, Path], code: str) -> dict[str, Recording]:
    bodies = {run_id: file.read_bytes() for run_id, file in files.items()}
    return {run_id: Recording(sha256(code.encode() + body).hexdigest(), body) for run_id, body in bodies.items()}


def _renew(work: Work) -> None:
    """Make those runs anew that somebody reads already; the others wait for their first reader."""
    for run_id in work.recordings.outdated():
        work.runs.remove(run_id)
    for slug, variant, submitted in work.attempts.variants_read():
        shown = work.catalog.shown_run(slug, variant)
        if shown is not None:
            load_run(work, shown)
            if submitted:
                load_arms(work, slug, variant)


def _digest(files: Iterable[Path]) -> str:
    digest = sha256()
    for path in files:
        digest.update(path.name.encode() + b"\0")
        digest.update(sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _files(folders: Iterable[Path], *, suffix: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(path for path in folder.rglob(f"*{suffix}") if path.is_file())
