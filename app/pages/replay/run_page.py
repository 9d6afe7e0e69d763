"""The replay of an imported run: the same screen, without a diagnosis."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from app.http.dependencies import Read
from app.pages.replay.content_answer import Asked, content_answer
from app.pages.replay.page import PART, PARTS, Find, Most, found_in, rows_in
from app.pages.replay.screen import screen
from app.pages.replay.tabs import Tab
from app.pages.replay.views import RunView, keep_view, view_in
from app.pages.templates import render
from app.reading.find_steps import MOST_HITS
from app.reading.view_run import read_run, view_run_step

router = APIRouter()


@router.get("/runs/{run}/steps/{number}")
def run_step_page(
    request: Request,
    *,
    run: str,
    number: int,
    work: Read,
    tab: Tab = Tab.DELTA,
    view: RunView | None = None,
    first: Annotated[int | None, Query(ge=1)] = None,
    find: Find = "",
    most: Most = MOST_HITS,
) -> HTMLResponse:
    seen = view_run_step(work, run=run, number=number)
    found = screen(
        seen,
        steps=f"/runs/{run}/steps",
        tab=tab,
        first=first,
        found=found_in(request, seen.window, find, most),
        query=find,
        rows=rows_in(request),
        listing=view_in(request, view),
    )
    name = (PARTS | {"diagnosis": "replay/run.html"}).get(request.headers.get(PART, ""), "replay/screen.html")
    answer = render(request, name, screen=found, attempt=None, run=read_run(work, run=run))
    keep_view(answer, view)
    return answer


@router.get("/runs/{run}/steps/{number}/content/{part}")
def run_step_content(request: Request, *, run: str, number: int, part: str, work: Read, asked: Asked) -> Response:
    return content_answer(request, view_run_step(work, run=run, number=number), part, asked)
