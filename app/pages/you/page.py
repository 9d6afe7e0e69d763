"""You: what was right first time, calibration, time, and the list of one's own attempts."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from app.http.dependencies import Read
from app.http.viewers import MayPractise
from app.pages.templates import render
from app.pages.you.bin_strip import bin_strip
from app.practice.read_own_record import read_own_record
from app.scoring.skills import SKILLS

router = APIRouter()


@router.get("/you")
def you(request: Request, viewer: MayPractise, work: Read, page: Annotated[int, Query(ge=1)] = 1) -> HTMLResponse:
    record = read_own_record(work, viewer=viewer, page=page)
    told = {
        "root": ("The step that you name", record.figures.root),
        "forecast": ("What you forecast", record.figures.forecast),
    }
    return render(request, "you/page.html", record=record, skills=SKILLS, calibrations=told, bin_strip=bin_strip)
