"""Delete one's own attempts: asked again on a page of its own, for all of them and for one."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.http.dependencies import Read, StoredWrite
from app.http.forgetting import forget_reader
from app.http.viewers import MayPractise
from app.pages.templates import render
from app.practice.delete_own import delete_own_attempt, delete_own_attempts
from app.practice.read_own_record import own_attempt, own_attempts

router = APIRouter()
PAGE = "you/deletion.html"


@router.get("/you/deletion")
def ask_about_all(request: Request, viewer: MayPractise, work: Read) -> Response:
    """Where there is nothing to delete, there is nothing to ask."""
    attempts = own_attempts(work, viewer=viewer)
    return render(request, PAGE, attempts=attempts, action="/you/deletion") if attempts else _to_you()


@router.post("/you/deletion")
def delete_all(request: Request, viewer: MayPractise, store: StoredWrite) -> RedirectResponse:
    """The browser is as one that was never here; whoever is signed in stays so."""
    delete_own_attempts(store, viewer=viewer)
    answer = _to_you()
    forget_reader(request, answer)
    return answer


@router.get("/attempts/{attempt_id}/deletion")
def ask_about_one(request: Request, attempt_id: str, viewer: MayPractise, work: Read) -> HTMLResponse:
    attempt = own_attempt(work, viewer=viewer, attempt_id=attempt_id)
    return render(request, PAGE, attempts=[attempt], action=f"/attempts/{attempt_id}/deletion")


@router.post("/attempts/{attempt_id}/deletion")
def delete_one(attempt_id: str, viewer: MayPractise, store: StoredWrite) -> RedirectResponse:
    delete_own_attempt(store, viewer=viewer, attempt_id=attempt_id)
    return _to_you()


def _to_you() -> RedirectResponse:
    return RedirectResponse("/you", status_code=303)
