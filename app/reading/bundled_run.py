"""Turn a recording into a run when somebody first needs it."""

from collections.abc import Iterable, Mapping
from hashlib import sha256

from app.domain.errors import ScenarioRejected, TraceRejected
from app.domain.workspace import PUBLIC
from app.store.engine import Store
from app.store.reader_version import reader_version
from app.store.run_rows import RunRows, rows_of
from app.store.work import Work


def load_run(work: Work, edition: str, arm: str) -> str:
    """The id of the run that an arm of an edition is, as the code of today reads it; it is there to be read.

    Other code makes another run of the same recording. Raises NotFound for an arm without a recording.
    """
    work.runs.hold(PUBLIC)
    recording = work.editions.recording(edition, arm)
    run_id = bundled_id(recording)
    if not work.runs.there(run_id):
        work.runs.add(_rows(run_id, work.recordings.body(recording), arm=arm))
    return run_id


def load_arms(work: Work, edition: str, arms: Mapping[str, str]) -> dict[str, str]:
    """The run of every arm that the shown one can be compared with, by the arm's name."""
    return {name: load_run(work, edition, arm) for name, arm in arms.items()}


def load_ahead(store: Store, edition: str, arms: Iterable[str]) -> None:
    """Turn recordings into runs before a unit of work needs them, so that nobody waits for it meanwhile.

    Raises NotFound and ScenarioRejected as `load_run` does.
    """
    with store.reading() as work:
        recordings = {arm: work.editions.recording(edition, arm) for arm in arms}
        missing = {arm: each for arm, each in recordings.items() if not work.runs.there(bundled_id(each))}
        bodies = {arm: work.recordings.body(each) for arm, each in missing.items()}
    rows = [_rows(bundled_id(missing[arm]), body, arm=arm) for arm, body in bodies.items()]
    if rows:
        with store.writing() as work:
            work.runs.add(*rows)


def bundled_id(recording: str) -> str:
    """The same wherever the same code reads the same recording, and nobody's to guess."""
    return sha256(f"{reader_version()}/{recording}".encode()).hexdigest()[:20]


def _rows(run_id: str, body: bytes, *, arm: str) -> RunRows:
    """The one run in a recording. Raises ScenarioRejected where it holds none, or several."""
    from app.assembly.steps import run_of  # noqa: PLC0415
    from app.ingest.decode import decode  # noqa: PLC0415 - most readers go on with a run that is there
    from app.ingest.files import NamedBytes  # noqa: PLC0415

    try:
        traces = decode([NamedBytes(f"run {arm}", body)])
    except TraceRejected as error:
        raise ScenarioRejected(f"{error}; record the scenario again") from error
    if len(traces) != 1:
        raise ScenarioRejected(f"run {arm}: the recording holds {len(traces)} runs, expected one; record it again")
    return rows_of(run_of(traces[0]), traces[0], run_id=run_id, workspace=PUBLIC, source="bundled", content=run_id)
