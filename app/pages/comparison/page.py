"""The comparison of arms, once the diagnosis is in."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from app.attempts.read_reveal import read_answer, read_dwell
from app.domain.answer import HEALTHY
from app.http.connection_slots import LONG
from app.http.dependencies import Read
from app.http.viewers import MayPractise
from app.pages.comparison.screen import comparison_screen
from app.pages.replay.content_answer import Asked, content_answer
from app.pages.reveal.reading_overlay import ReadingHistory
from app.pages.templates import render
from app.practice.compare_arms import compare_arms

router = APIRouter()

Arm = Annotated[str, Query(max_length=100)]
Only = Literal["all", "matched", "changed", "only-this", "only-other"]


@router.get("/attempts/{attempt_id}/comparison", dependencies=[LONG])
def compare(
    attempt_id: str, viewer: MayPractise, work: Read, arm: Arm = HEALTHY, step: int | None = None
) -> Response:
    """Leads to the row of a step, or to the passage in which the runs part."""
    found = compare_arms(work, viewer=viewer, attempt_id=attempt_id, arm=arm)
    first = found.calls.first_divergence
    place = found.place_of(step) if step else 1 if first is None else first + 1
    return RedirectResponse(f"/attempts/{attempt_id}/comparison/{place}?arm={arm}#difference", status_code=303)


@router.get("/attempts/{attempt_id}/comparison/{place}", dependencies=[LONG])
def comparison_page(
    request: Request,
    *,
    attempt_id: str,
    place: int,
    viewer: MayPractise,
    work: Read,
    arm: Arm = HEALTHY,
    only: Only = "all",
) -> HTMLResponse:
    found = compare_arms(work, viewer=viewer, attempt_id=attempt_id, arm=arm)
    answer = read_answer(work, viewer=viewer, attempt_id=attempt_id)
    gone = ReadingHistory(opened=found.attempt.opened, spent=read_dwell(work, viewer=viewer, attempt_id=attempt_id))
    screen = comparison_screen(found, place=place, answer=answer, only=only, gone=gone)
    return render(
        request,
        "comparison/page.html",
        screen=screen,
        attempt=found.attempt,
        answer=answer,
        arms=found.arms,
        arm=arm,
        only=only,
    )


@router.get("/attempts/{attempt_id}/arms/{arm}/steps/{number}", dependencies=[LONG])
def arm_step(attempt_id: str, arm: str, number: int, viewer: MayPractise, work: Read) -> Response:
    """Leads to the row that holds a step of another arm."""
    found = compare_arms(work, viewer=viewer, attempt_id=attempt_id, arm=arm)
    found.other.check(number)
    place = found.place_of(number, other=True)
    return RedirectResponse(f"/attempts/{attempt_id}/comparison/{place}?arm={arm}", status_code=303)


@router.get("/attempts/{attempt_id}/arms/{arm}/steps/{number}/content/{part}", dependencies=[LONG])
def arm_content(
    request: Request,
    *,
    attempt_id: str,
    arm: str,
    number: int,
    part: str,
    viewer: MayPractise,
    work: Read,
    asked: Asked,
) -> Response:
    found = compare_arms(work, viewer=viewer, attempt_id=attempt_id, arm=arm)
    return content_answer(request, found.other.view(number), part, asked)
