"""JSON routes of imported runs."""

from dataclasses import asdict

from fastapi import APIRouter, Response

from app.api.answer import answer
from app.api.reading import add_reading_routes
from app.api.run_page_json import run_page_json
from app.http.dependencies import Read, RunCursor
from app.http.viewers import MayReadRuns
from app.http.windows import run_window
from app.inbox.browse_runs import browse_runs
from app.reading.imported_run import read_run

router = APIRouter(prefix="/api/runs", tags=["runs"])


@router.get("")
def runs(viewer: MayReadRuns, work: Read, older_than: RunCursor = None, newer_than: RunCursor = None) -> Response:
    """Imported runs, the latest first, 200 at a time.

    `older` and `newer` are the keys of the pages beside this one: ask with `older_than` or `newer_than` for them.
    They are null where there is none.
    """
    return answer(run_page_json(browse_runs(work, viewer=viewer, older_than=older_than, newer_than=newer_than)))


@router.get("/{run}")
def run(run: str, viewer: MayReadRuns, work: Read) -> Response:
    """One imported run."""
    return answer(asdict(read_run(work, viewer=viewer, run=run)))


add_reading_routes(router, "/{run}", opened=run_window)
