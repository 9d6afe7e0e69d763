"""The list of imported runs, and how to import one."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.http.port import Read
from app.inbox.browse_runs import browse_runs
from app.pages.templates import render

router = APIRouter()


@router.get("/runs")
def runs(request: Request, work: Read) -> HTMLResponse:
    return render(request, "runs.html", runs=browse_runs(work), receiver=f"{request.base_url}v1/traces")
