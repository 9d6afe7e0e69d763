"""The form of a brief that keeps a scenario for interviews, and the one that gives it back."""

from fastapi import APIRouter
from fastapi.responses import RedirectResponse

from app.http.dependencies import Write
from app.http.viewers import MayKeep
from app.practice.keep_scenario import keep_scenario, release_scenario

router = APIRouter()


@router.post("/scenarios/{slug}/reservation")
def keep(slug: str, viewer: MayKeep, work: Write) -> RedirectResponse:
    keep_scenario(work, viewer=viewer, slug=slug)
    return RedirectResponse(f"/scenarios/{slug}", status_code=303)


@router.post("/scenarios/{slug}/reservation/removal")
def release(slug: str, viewer: MayKeep, work: Write) -> RedirectResponse:
    release_scenario(work, viewer=viewer, slug=slug)
    return RedirectResponse(f"/scenarios/{slug}", status_code=303)
