"""Turn the file of a recorded arm into rows."""

from pathlib import Path

from app.domain.errors import ScenarioRejected, TraceRejected
from app.ingest.decode import decode
from app.ingest.files import NamedBytes
from app.replay.steps import run_of
from app.store.run_rows import RunRows, rows_of


def bundled_rows(run_id: str, file: Path) -> RunRows:
    """The one run in the file. Raises ScenarioRejected naming the file where it holds none, or several."""
    try:
        traces = decode([NamedBytes(str(file), file.read_bytes())])
    except (OSError, TraceRejected) as error:
        raise ScenarioRejected(f"{file}: no recorded run, record it again: {error}") from error
    if len(traces) != 1:
        raise ScenarioRejected(f"{file}: holds {len(traces)} runs, expected one; record it again")
    return rows_of(run_of(traces[0]), traces[0], run_id=run_id, source="bundled")
