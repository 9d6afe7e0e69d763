"""The windows that routes open on a run: an attempt's, as far as it is revealed, and an imported run's."""

from app.attempts.read_window import read_window
from app.http.dependencies import Read
from app.http.viewers import MayPractise, MayReadRuns
from app.reading.imported_run import imported_window
from app.reading.window import Window


def attempt_window(attempt_id: str, viewer: MayPractise, work: Read) -> Window:
    """Raises NotFound where there is none, in the same words as for another reader's."""
    return read_window(work, viewer=viewer, attempt_id=attempt_id)


def run_window(run: str, viewer: MayReadRuns, work: Read) -> Window:
    """Raises NotFound, for a bundled run and for another workspace's too."""
    return imported_window(work, viewer=viewer, run=run)
