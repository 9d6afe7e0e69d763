"""Load the bundled scenarios into the database, where they are not there already as they are now."""

from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.workspace import PUBLIC
from app.practice.settle import settle
from app.reading.bundled_run import bundled_id
from app.store.blind_readings import BlindReadings
from app.store.editions import Edition
from app.store.engine import Store
from app.store.reader_version import digest_of, reader_version
from app.store.recordings import recording_digest
from app.store.work import Work

if TYPE_CHECKING:
    from app.catalog.catalog import Catalog

PACK = "bundled"


def load_bundled(store: Store, *, scenarios: Path, traces: Path) -> int | None:
    """How many recordings were loaded; None where nothing had changed.

    Raises ScenarioRejected for a pack that breaks the rules; the database then stays as it was.
    """
    content = reader_version() + "".join(digest_of(folder, _files(folder)) for folder in (scenarios, traces))
    with store.reading() as work:
        if work.catalog.content(PACK) == content:
            return None
    return _load(store, scenarios=scenarios, traces=traces, content=content)


def _load(store: Store, *, scenarios: Path, traces: Path, content: str) -> int | None:
    from app.catalog.catalog import load_catalog  # noqa: PLC0415 - a warm start reads no packs

    catalog = load_catalog(scenarios, traces)
    recordings = _recordings(catalog)
    with store.writing() as work:
        work.alone("scenarios")
        if work.catalog.content(PACK) == content:
            return None  # another process was quicker
        settle(work)
        work.runs.alone(PUBLIC)  # an attempt that is being started has not said yet which edition it reads
        for body in recordings.values():
            work.recordings.put(body)
        editions = _editions(catalog, recordings)
        work.catalog.show(catalog.scenarios, editions)
        for edition in editions:
            read = catalog.readings(edition.scenario.slug, edition.variant.id)
            work.open(BlindReadings).put(edition.id, [each.cause for each in read])
        work.catalog.note_content(PACK, content)
        _forget(work)
    return len(recordings)


def _recordings(catalog: "Catalog") -> dict[str, bytes]:
    """The bytes of every recorded run by its opaque id."""
    return {arm: file.read_bytes() for place in catalog.recorded for arm, file in catalog.runs(*place).items()}


def _editions(catalog: "Catalog", recordings: dict[str, bytes]) -> list[Edition]:
    return [
        Edition(
            scenario=catalog.scenario(slug).alone(variant),
            key=catalog.answer_key(slug, variant),
            arms={arm: recording_digest(recordings[arm]) for arm in catalog.runs(slug, variant)},
        )
        for slug, variant in catalog.recorded
    ]


def _forget(work: Work) -> None:
    """What nobody reads and nobody will be shown: recordings of no edition, and runs that older code made."""
    work.recordings.drop_unused()
    work.runs.remove_unpinned(PUBLIC, but=[bundled_id(digest) for digest in work.recordings.digests()])


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
