"""The replay: one address a step, in an attempt or of an imported run."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from app.attempts.read_attempt import read_attempt
from app.http.connection_slots import reads_long
from app.http.dependencies import Read
from app.http.viewers import MayPractise
from app.pages.guide import GuideChoice, keep_guide
from app.pages.replay.content_answer import Asked, content_answer
from app.pages.replay.list import NEAR, WINDOW
from app.pages.replay.list_folds import BESIDE, WALKED
from app.pages.replay.replay import ADDRESSES, Address, Replay
from app.pages.replay.screen import Screen, screen
from app.pages.replay.tabs import Tab
from app.pages.replay.views import RunView, keep_view, view_in
from app.pages.templates import render
from app.reading.find_steps import MOST_HITS, MOST_LETTERS, MOST_NUMBERS, SearchResult, try_to_find
from app.reading.window import Window

router = APIRouter()

Find = Annotated[str, Query(max_length=MOST_LETTERS)]
Most = Annotated[int, Query(ge=1, le=MOST_NUMBERS)]  # hits told in words
PART = "misstep-part"  # the request header by which the page's script asks for one part of the screen
PARTS = {
    "step": "replay/part.html",
    "steps": "replay/steps.html",
    "diagnosis": "replay/aside.html",
    "guide": "warm_up/guide.html",
}


@router.get("/attempts/{attempt_id}/steps")
def continue_reading(attempt_id: str, viewer: MayPractise, work: Read) -> Response:
    attempt = read_attempt(work, viewer=viewer, attempt_id=attempt_id)
    return RedirectResponse(f"/attempts/{attempt_id}/steps/{attempt.position}", status_code=303)


async def _reads_long(request: Request, *, find: Find = "", view: RunView | None = None) -> None:
    """A step is read from a few rows, unless something is searched for or the tree of the run is drawn."""
    if _searches(request, find) or view_in(request, view) is RunView.TREE:
        await reads_long(request)


def _routes(address: Address) -> None:
    @router.get(address.prefix + "/steps/{number}", dependencies=[Depends(_reads_long)])
    def step_page(
        request: Request,
        *,
        number: int,
        replay: Annotated[Replay, Depends(address.replay)],
        tab: Tab = Tab.DELTA,
        view: RunView | None = None,
        first: Annotated[int | None, Query(ge=1)] = None,
        find: Find = "",
        most: Most = MOST_HITS,
        revise: str | None = None,
        unfold: Annotated[bool, Query()] = False,
        guide: GuideChoice | None = None,
    ) -> HTMLResponse:
        seen = replay.window.view(number)
        shown = screen(
            seen,
            steps=replay.steps,
            tab=tab,
            first=first,
            reading=replay.reading(replay.story()),
            neutral=replay.neutral,
            found=found_in(request, replay.window, find, most),
            query=find,
            rows=rows_in(request),
            listing=view_in(request, view),
            unfolded=unfold,
            beside=beside_in(request),
        )
        answer = _page(request, replay, shown, revise)
        keep_view(request, answer, view)
        keep_guide(request, answer, guide, replay.attempt)
        return answer

    @router.get(address.prefix + "/steps/{number}/content/{part}")
    def step_content(
        request: Request, *, number: int, part: str, window: Annotated[Window, Depends(address.window)], asked: Asked
    ) -> Response:
        return content_answer(request, window.view(number), part, asked)


for _address in ADDRESSES:
    _routes(_address)


def _page(request: Request, replay: Replay, shown: Screen, revise: str | None) -> HTMLResponse:
    claims = replay.attempt.claims if replay.attempt else ()
    revised = next((claim for claim in claims if claim.id == revise), None)
    name = PARTS.get(request.headers.get(PART, ""), "replay/screen.html")
    return render(request, name, screen=shown, attempt=replay.attempt, run=replay.run, revised=revised)


def rows_in(request: Request) -> int:
    """How many rows of the list the answer is drawn from."""
    return NEAR if request.headers.get(PART) == "step" else WINDOW


def beside_in(request: Request) -> int:
    """How many steps beside the one at hand are not folded: the list alone is asked for by a reader who walks on."""
    return WALKED if request.headers.get(PART) == "steps" else BESIDE


def found_in(request: Request, window: Window, find: str, most: int) -> SearchResult | None:
    """What a search finds."""
    return try_to_find(window, find, most=most) if _searches(request, find) else None


def _searches(request: Request, find: str) -> bool:
    """The step alone shows nothing of a search."""
    return bool(find.strip()) and request.headers.get(PART) != "step"
