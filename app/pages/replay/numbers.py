"""The numbers of a run, on a page of their own, and the overview that the scrubber of a long run shows."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from app.http.connection_slots import LONG
from app.pages.replay.chart import Chart, Measure
from app.pages.replay.overview import drawing, run_chart
from app.pages.replay.replay import ADDRESSES, Address, Replay
from app.pages.templates import render
from app.reading.overview import overview_of
from app.reading.read_numbers import RunNumbers, read_numbers

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersPage:
    """What the page shows. `neutral` shows errors in words only."""

    steps: str
    numbers: RunNumbers
    charts: tuple[Chart, ...]
    neutral: bool


def _routes(address: Address) -> None:
    Read = Annotated[Replay, Depends(address.replay)]  # noqa: N806 - an annotation

    @router.get(address.prefix + "/steps/overview", dependencies=[LONG])
    def overview(request: Request, replay: Read) -> HTMLResponse:
        drawn = drawing(overview_of(replay.window), marks=replay.reading().marks)
        return render(request, "replay/overview.html", drawn=drawn, neutral=replay.neutral)

    @router.get(address.prefix + "/steps/numbers", dependencies=[LONG])
    def numbers(request: Request, replay: Read) -> HTMLResponse:
        page = page_of(read_numbers(replay.window), steps=replay.steps, neutral=replay.neutral)
        return render(request, "replay/numbers.html", page=page, title=replay.title)


for _address in ADDRESSES:
    _routes(_address)


def page_of(numbers: RunNumbers, *, steps: str, neutral: bool) -> NumbersPage:
    charts = tuple(run_chart(numbers.overview, measure) for measure in Measure)
    return NumbersPage(steps=steps, numbers=numbers, charts=charts, neutral=neutral)
