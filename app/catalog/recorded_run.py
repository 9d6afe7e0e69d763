"""Read a recorded arm from its file as the run that a reader walks through."""

from pathlib import Path

from app.assembly.steps import run_of
from app.domain.errors import ScenarioRejected, TraceRejected
from app.domain.step import Run
from app.ingest.decode import NamedBytes, decode


def read_run(file: Path) -> Run:
    """The one run in the file. Raises ScenarioRejected where the file holds no run, several, or one without steps."""
    try:
        traces = decode([NamedBytes(str(file), file.read_bytes())])
    except (OSError, TraceRejected) as error:
        raise ScenarioRejected(f"{file} is no recorded run; record it again: {error}") from error
    runs = [run_of(trace) for trace in traces]
    if len(runs) != 1 or not runs[0].steps:
        raise ScenarioRejected(f"{file} holds {len(runs)} runs, expected one with steps; record it again")
    return runs[0]
