"""The brief: what a reader knows before the first step, how an attempt starts, and what it was begun with."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from app.attempts.read_attempt import read_attempt
from app.domain.permission import Verb, may
from app.http.dependencies import Read
from app.http.viewers import MayBrowse, MayPractise
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
        may_review=may(viewer, Verb.REVIEW),
        attempts=attempts,
        tried={attempt.variant for attempt in attempts},
        open_attempt=next((attempt for attempt in attempts if not attempt.done), None),
    )


@router.get("/attempts/{attempt_id}/brief")
def attempt_brief(request: Request, attempt_id: str, viewer: MayPractise, work: Read) -> HTMLResponse:
    attempt = read_attempt(work, viewer=viewer, attempt_id=attempt_id)
    return render(request, "catalog/attempt_brief.html", attempt=attempt)
