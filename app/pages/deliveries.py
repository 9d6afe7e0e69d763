"""What was delivered and is no run yet, and what a person can do about it: try again, or forget it."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from app.domain.permission import Verb, may
from app.http.dependencies import Now, Read, StoredWrite
from app.http.viewers import MayDelete, MayImport, MayReadRuns
from app.inbox.browse_deliveries import browse_deliveries
from app.inbox.forget_deliveries import forget_deliveries
from app.inbox.set_aside import retry_failed
from app.pages.templates import render

router = APIRouter()

Trace = Annotated[str, Form()]
Traces = Annotated[list[str] | None, Form(alias="trace")]


@router.get("/deliveries")
def deliveries(request: Request, viewer: MayReadRuns, work: Read) -> HTMLResponse:
    found = browse_deliveries(work, viewer=viewer)
    allowed = {"may_retry": may(viewer, Verb.IMPORT), "may_forget": may(viewer, Verb.DELETE)}
    return render(request, "deliveries.html", found=found, **allowed)


@router.post("/deliveries/retry")
def retry(viewer: MayImport, store: StoredWrite, now: Now, trace: Traces = None) -> RedirectResponse:
    """The traces that are named, or all that were set aside."""
    retry_failed(store, trace or (), viewer=viewer, now=now)
    return RedirectResponse("/deliveries", status_code=303)


@router.post("/deliveries/removal")
def forget(viewer: MayDelete, store: StoredWrite, trace: Trace) -> RedirectResponse:
    forget_deliveries(store, [trace], viewer=viewer)
    return RedirectResponse("/deliveries", status_code=303)
