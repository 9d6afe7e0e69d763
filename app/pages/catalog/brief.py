"""The brief: what a reader knows before the first step, and how an attempt starts."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from app.domain.permission import Verb, may
from app.http.dependencies import Read
from app.http.viewers import MayBrowse
from app.pages.templates import render
from app.practice.read_brief import read_brief

router = APIRouter()


@router.get("/scenarios/{slug}")
def brief(
    request: Request, slug: str, viewer: MayBrowse, work: Read, variant: Annotated[str | None, Query()] = None
) -> HTMLResponse:
    found = read_brief(work, viewer=viewer, slug=slug, variant=variant or None)
    attempts = sorted(found.attempts, key=lambda attempt: attempt.started_at, reverse=True)
    return render(
        request,
        "catalog/brief.html",
        brief=found,
        may_keep=may(viewer, Verb.KEEP) and not found.retired,
        attempts=attempts,
        tried={attempt.variant for attempt in attempts},
        open_attempt=next((attempt for attempt in attempts if not attempt.done), None),
    )
