"""Turn a recording into a run when somebody first needs it."""

from app.domain.errors import ScenarioRejected, TraceRejected
from app.domain.workspace import PUBLIC
from app.store.run_rows import RunRows, rows_of
from app.store.work import Work


def load_run(work: Work, run_id: str) -> None:
    """Make sure that the run is there to be read. Raises NotFound for an id without a recording."""
    if not work.recordings.loaded(run_id):
        recording = work.recordings.one(run_id)
        work.alone(f"run {run_id}")
        if work.recordings.loaded(run_id):
            return  # another reader came first
        work.runs.add(_rows(run_id, recording.body, recording.content))


def load_arms(work: Work, scenario: str, variant: str) -> None:
    """Make sure that every arm of a variant can be compared with."""
    for run_id in work.keys.arms(scenario, variant).values():
        load_run(work, run_id)


def _rows(run_id: str, body: bytes, content: str) -> RunRows:
    """The one run in a recording. Raises ScenarioRejected where it holds none, or several."""
    from app.assembly.steps import run_of  # noqa: PLC0415
    from app.ingest.decode import decode  # noqa: PLC0415 - most readers go on with a run that is there
    from app.ingest.files import NamedBytes  # noqa: PLC0415

    try:
        traces = decode([NamedBytes(f"run {run_id}", body)])
    except TraceRejected as error:
        raise ScenarioRejected(f"{error}; record the scenario again") from error
    if len(traces) != 1:
        raise ScenarioRejected(f"run {run_id}: the recording holds {len(traces)} runs, expected one; record it again")
    return rows_of(run_of(traces[0]), traces[0], run_id=run_id, workspace=PUBLIC, source="bundled", content=content)
