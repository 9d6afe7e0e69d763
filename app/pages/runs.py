"""The list of imported runs, and how to import one."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.domain.permission import Verb, may
from app.http.dependencies import Read, RunCursor
from app.http.viewers import MayReadRuns
from app.inbox.browse_deliveries import count_deliveries
from app.inbox.browse_runs import browse_runs
from app.pages.templates import render

router = APIRouter()


@router.get("/runs")
def runs(
    request: Request, viewer: MayReadRuns, work: Read, older_than: RunCursor = None, newer_than: RunCursor = None
) -> HTMLResponse:
    page = browse_runs(work, viewer=viewer, older_than=older_than, newer_than=newer_than)
    counts = count_deliveries(work, viewer=viewer)
    shown: dict[str, Any] = {"page": page, "deliveries": counts, "may_issue_keys": may(viewer, Verb.ISSUE_KEYS)}
    return render(request, "runs.html", **shown, receiver=f"{request.base_url}v1/traces")
