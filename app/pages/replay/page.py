"""The replay of an attempt: one address a step."""

from typing import Annotated, cast

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from app.attempts.open_step import AttemptStepView, view_step
from app.attempts.read_attempt import read_attempt
from app.attempts.read_reveal import read_key
from app.http.dependencies import Read, Reader
from app.pages.replay.content_answer import Asked, content_answer
from app.pages.replay.list import NEAR, WINDOW
from app.pages.replay.screen import reading_of, screen
from app.pages.replay.tabs import Tab
from app.pages.replay.views import RunView, keep_view, view_in
from app.pages.reveal.steps import Story
from app.pages.templates import render
from app.reading.find_steps import MOST_HITS, MOST_LETTERS, MOST_NUMBERS, SearchResult, try_to_find
from app.reading.window import Window
from app.store.work import Work

router = APIRouter()

Find = Annotated[str, Query(max_length=MOST_LETTERS)]
Most = Annotated[int, Query(ge=1, le=MOST_NUMBERS)]  # hits told in words
PART = "misstep-part"  # the request header by which the page's script asks for one part of the screen
PARTS = {"step": "replay/part.html", "steps": "replay/steps.html", "diagnosis": "replay/diagnosis.html"}


@router.get("/attempts/{attempt_id}/steps")
def continue_reading(attempt_id: str, reader: Reader, work: Read) -> Response:
    attempt = read_attempt(work, reader=reader, attempt_id=attempt_id)
    return RedirectResponse(f"/attempts/{attempt_id}/steps/{attempt.position}", status_code=303)


@router.get("/attempts/{attempt_id}/steps/{number}")
def step_page(
    request: Request,
    *,
    attempt_id: str,
    number: int,
    reader: Reader,
    work: Read,
    tab: Tab = Tab.DELTA,
    view: RunView | None = None,
    first: Annotated[int | None, Query(ge=1)] = None,
    find: Find = "",
    most: Most = MOST_HITS,
    revise: str | None = None,
) -> HTMLResponse:
    seen = view_step(work, reader=reader, attempt_id=attempt_id, number=number)
    attempt = seen.attempt
    found = screen(
        seen,
        steps=f"/attempts/{attempt_id}/steps",
        tab=tab,
        first=first,
        reading=reading_of(attempt, _story(work, seen, reader)),
        neutral=not attempt.done,
        found=found_in(request, seen.window, find, most),
        query=find,
        rows=rows_in(request),
        listing=view_in(request, view),
    )
    revised = next((claim for claim in attempt.claims if claim.id == revise), None)
    name = PARTS.get(request.headers.get(PART, ""), "replay/screen.html")
    answer = render(request, name, screen=found, attempt=attempt, revised=revised)
    keep_view(answer, view)
    return answer


@router.get("/attempts/{attempt_id}/steps/{number}/content/{part}")
def step_content(
    request: Request, *, attempt_id: str, number: int, part: str, reader: Reader, work: Read, asked: Asked
) -> Response:
    view = view_step(work, reader=reader, attempt_id=attempt_id, number=number)
    return content_answer(request, view, part, asked)


def rows_in(request: Request) -> int:
    """How many rows of the list the answer is drawn from."""
    return NEAR if request.headers.get(PART) == "step" else WINDOW


def found_in(request: Request, window: Window, find: str, most: int) -> SearchResult | None:
    """What a search finds; the step alone shows nothing of it."""
    if not find.strip() or request.headers.get(PART) == "step":
        return None
    return try_to_find(window, find, most=most)


def _story(work: Work, view: AttemptStepView, reader: str) -> Story | None:
    """The parts that the steps played, once the diagnosis is in."""
    if not view.attempt.done:
        return None
    return cast("Story", read_key(work, reader=reader, attempt_id=view.attempt.id))
