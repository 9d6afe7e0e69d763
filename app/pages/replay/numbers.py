"""The numbers of a run, on a page of their own, and the overview that the scrubber of a long run shows."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.http.dependencies import Read, Reader
from app.pages.replay.chart import Chart, Measure
from app.pages.replay.overview import drawing, run_chart
from app.pages.replay.screen import reading_of
from app.pages.templates import render
from app.reading.overview import overview_of_attempt, overview_of_run
from app.reading.read_numbers import RunNumbers, read_numbers, read_run_numbers
from app.reading.view_run import read_run

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersPage:
    """What the page shows. `neutral` shows errors in words only."""

    steps: str
    numbers: RunNumbers
    charts: tuple[Chart, ...]
    neutral: bool


@router.get("/attempts/{attempt_id}/steps/overview")
def attempt_overview(request: Request, attempt_id: str, reader: Reader, work: Read) -> HTMLResponse:
    overview, attempt = overview_of_attempt(work, reader=reader, attempt_id=attempt_id)
    drawn = drawing(overview, marks=reading_of(attempt, None).marks)
    return render(request, "replay/overview.html", drawn=drawn, neutral=not attempt.done)


@router.get("/runs/{run}/steps/overview")
def run_overview(request: Request, run: str, work: Read) -> HTMLResponse:
    drawn = drawing(overview_of_run(work, run=run), marks=())
    return render(request, "replay/overview.html", drawn=drawn, neutral=False)


@router.get("/attempts/{attempt_id}/steps/numbers")
def attempt_numbers(request: Request, attempt_id: str, reader: Reader, work: Read) -> HTMLResponse:
    numbers, attempt = read_numbers(work, reader=reader, attempt_id=attempt_id)
    page = page_of(numbers, steps=f"/attempts/{attempt_id}/steps", neutral=not attempt.done)
    return render(request, "replay/numbers.html", page=page, title=attempt.scenario.title)


@router.get("/runs/{run}/steps/numbers")
def run_numbers(request: Request, run: str, work: Read) -> HTMLResponse:
    page = page_of(read_run_numbers(work, run=run), steps=f"/runs/{run}/steps", neutral=False)
    return render(request, "replay/numbers.html", page=page, title=read_run(work, run=run).name)


def page_of(numbers: RunNumbers, *, steps: str, neutral: bool) -> NumbersPage:
    charts = tuple(run_chart(numbers.overview, measure) for measure in Measure)
    return NumbersPage(steps=steps, numbers=numbers, charts=charts, neutral=neutral)
