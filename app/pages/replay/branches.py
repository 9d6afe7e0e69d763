"""Parts of the left pane on demand: more rows of the list, branches of the tree, the tries of a step."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from app.http.connection_slots import LONG
from app.pages.replay.list_folds import ListSide, RowContext, more_rows
from app.pages.replay.replay import ADDRESSES, Address, Replay
from app.pages.replay.tabs import Tab, kept_by
from app.pages.replay.tree import TreeContext, branch
from app.pages.templates import render

router = APIRouter()
From = Annotated[int | None, Query(alias="from", ge=1)]
At = Annotated[int, Query(ge=0)]
Until = Annotated[int | None, Query(ge=1)]


def _routes(address: Address) -> None:
    Read = Annotated[Replay, Depends(address.replay)]  # noqa: N806 - an annotation

    @router.get(address.prefix + "/steps/rows/{first}/{last}")
    def rows(
        request: Request,
        first: int,
        last: int,
        *,
        replay: Read,
        tab: Tab = Tab.DELTA,
        at: At = 0,
        side: ListSide = ListSide.AFTER,
    ) -> HTMLResponse:
        replay.window.check(first)
        reading = replay.reading(replay.story())
        context = RowContext(
            window=replay.window, steps=replay.steps, query=kept_by(tab), reading=reading, current=at
        )
        found = more_rows(context, first, last, side=side)
        return render(request, "replay/views/rows.html", rows=found, neutral=replay.neutral, many_lanes=True)

    @router.get(address.prefix + "/steps/outline/{key}", dependencies=[LONG])
    def outline(
        request: Request, key: str, *, replay: Read, tab: Tab = Tab.DELTA, first: From = None, until: Until = None
    ) -> HTMLResponse:
        reading = replay.reading(replay.story())
        tree = TreeContext(window=replay.window, steps=replay.steps, kept=kept_by(tab), reading=reading)
        leaves = branch(tree, key, first=first, before=until)
        return render(request, "replay/views/branch.html", leaves=leaves, neutral=replay.neutral)

    @router.get(address.prefix + "/steps/{number}/tries")
    def tries(request: Request, number: int, replay: Read) -> HTMLResponse:
        replay.window.check(number)
        step, output = replay.window.step(number), f"{replay.steps}/{number}?tab=output"
        return render(request, "replay/views/tries.html", step=step, output=output, neutral=replay.neutral)


for _address in ADDRESSES:
    _routes(_address)
