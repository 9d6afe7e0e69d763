"""JSON routes of imported runs."""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Query, Response

from app.api.answer import answer
from app.api.attempt_json import found_json, header_json, view_json
from app.http.dependencies import Read, RunCursor
from app.inbox.browse_runs import browse_runs
from app.reading.find_steps import find_run_steps
from app.reading.list_terms import list_run_terms
from app.reading.view_run import list_run_steps, read_run, view_run_step

router = APIRouter(prefix="/api/runs", tags=["runs"])


@router.get("")
def runs(work: Read, older_than: RunCursor = None, newer_than: RunCursor = None) -> Response:
    """Imported runs, the latest first, 200 at a time.

    `older` and `newer` are the keys of the pages beside this one: ask with `older_than` or `newer_than` for them.
    They are null where there is none.
    """
    page = browse_runs(work, older_than=older_than, newer_than=newer_than)
    beside = {name: key and str(key) for name, key in (("newer", page.newer), ("older", page.older))}
    return answer({"runs": [asdict(run) for run in page.runs]} | beside)


@router.get("/{run}")
def run(run: str, work: Read) -> Response:
    """One imported run."""
    return answer(asdict(read_run(work, run=run)))


@router.get("/{run}/steps")
def steps(
    run: str, work: Read, first: Annotated[int, Query(ge=1)] = 1, last: Annotated[int, Query(ge=1)] = 100
) -> Response:
    """Rows of the step list, at most 500."""
    return answer({"steps": [header_json(row) for row in list_run_steps(work, run=run, first=first, last=last)]})


@router.get("/{run}/steps/{number}")
def step(run: str, number: int, work: Read) -> Response:
    """One step with its content."""
    return answer(view_json(view_run_step(work, run=run, number=number)))


@router.get("/{run}/hits")
def hits(run: str, work: Read, q: Annotated[str, Query(max_length=200)] = "") -> Response:
    """The steps that fulfil a search: the first 50 with their words, up to 500 by number."""
    return answer(found_json(find_run_steps(work, run=run, query=q)))


@router.get("/{run}/terms")
def terms(run: str, work: Read) -> Response:
    """What a search can be narrowed by: the kinds, tools, agents and models that occur."""
    return answer(asdict(list_run_terms(work, run=run)))
