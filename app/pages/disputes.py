"""What readers hold against answer keys, for those who write them."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from app.http.dependencies import Read
from app.http.viewers import MayReview
from app.pages.templates import render
from app.practice.list_disputes import list_disputes

router = APIRouter()


@router.get("/disputes")
def disputes(
    request: Request, viewer: MayReview, work: Read, scenario: Annotated[str | None, Query(max_length=100)] = None
) -> HTMLResponse:
    found = list_disputes(work, viewer=viewer, scenario=scenario or None)
    return render(request, "disputes.html", found=found, scenario=scenario or None)
