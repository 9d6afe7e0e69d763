"""Parts of the left pane on demand: more rows of the list, branches of the tree, the tries of a step."""

from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from app.attempts.read_reveal import read_key
from app.attempts.read_window import read_window
from app.http.dependencies import Read, Reader
from app.pages.replay.list import rows_between
from app.pages.replay.screen import NO_READING, kept_by, reading_of
from app.pages.replay.tabs import Tab
from app.pages.replay.tree import TreeContext, TreeRows, branch
from app.pages.reveal.steps import Story
from app.pages.templates import render
from app.reading.view_run import imported_window

router = APIRouter()
From = Annotated[int | None, Query(alias="from", ge=1)]
Until = Annotated[int | None, Query(ge=1)]


@dataclass(frozen=True, slots=True)
class Pane:
    """What the left pane stands on; an error is told in words alone while `neutral`."""

    ground: TreeContext
    neutral: bool


def of_attempt(attempt_id: str, reader: Reader, work: Read, tab: Tab = Tab.DELTA) -> Pane:
    window, attempt = read_window(work, reader=reader, attempt_id=attempt_id)
    key = cast("Story", read_key(work, reader=reader, attempt_id=attempt_id)) if attempt.done else None
    steps = f"/attempts/{attempt_id}/steps"
    reading = reading_of(attempt, key)
    return Pane(TreeContext(window=window, steps=steps, kept=kept_by(tab), reading=reading), neutral=not attempt.done)


def of_run(run: str, work: Read, tab: Tab = Tab.DELTA) -> Pane:
    window = imported_window(work, run)
    return Pane(
        TreeContext(window=window, steps=f"/runs/{run}/steps", kept=kept_by(tab), reading=NO_READING), neutral=False
    )


@router.get("/attempts/{attempt_id}/steps/rows/{first}/{last}")
def attempt_rows(request: Request, first: int, last: int, pane: Annotated[Pane, Depends(of_attempt)]) -> HTMLResponse:
    return _rows(request, pane, first, last)


@router.get("/runs/{run}/steps/rows/{first}/{last}")
def run_rows(request: Request, first: int, last: int, pane: Annotated[Pane, Depends(of_run)]) -> HTMLResponse:
    return _rows(request, pane, first, last)


@router.get("/attempts/{attempt_id}/steps/outline/{key}")
def attempt_branch(
    request: Request, key: str, pane: Annotated[Pane, Depends(of_attempt)], first: From = None, until: Until = None
) -> HTMLResponse:
    return _branch(request, pane, branch(pane.ground, key, first=first, before=until))


@router.get("/runs/{run}/steps/outline/{key}")
def run_branch(
    request: Request, key: str, pane: Annotated[Pane, Depends(of_run)], first: From = None, until: Until = None
) -> HTMLResponse:
    return _branch(request, pane, branch(pane.ground, key, first=first, before=until))


@router.get("/attempts/{attempt_id}/steps/{number}/tries")
def attempt_tries(request: Request, number: int, pane: Annotated[Pane, Depends(of_attempt)]) -> HTMLResponse:
    return _tries(request, pane, number)


@router.get("/runs/{run}/steps/{number}/tries")
def run_tries(request: Request, number: int, pane: Annotated[Pane, Depends(of_run)]) -> HTMLResponse:
    return _tries(request, pane, number)


def _rows(request: Request, pane: Pane, first: int, last: int) -> HTMLResponse:
    ground = pane.ground
    ground.window.check(first)
    rows = rows_between(ground.window, first, last, steps=ground.steps, query=ground.kept, reading=ground.reading)
    return render(request, "replay/views/rows.html", rows=rows, neutral=pane.neutral, many_lanes=True)


def _branch(request: Request, pane: Pane, leaves: TreeRows) -> HTMLResponse:
    return render(request, "replay/views/branch.html", leaves=leaves, neutral=pane.neutral)


def _tries(request: Request, pane: Pane, number: int) -> HTMLResponse:
    pane.ground.window.check(number)
    step = pane.ground.window.step(number)
    output = f"{pane.ground.steps}/{number}?tab=output"
    return render(request, "replay/views/tries.html", step=step, output=output, neutral=pane.neutral)
