"""The diagnosis: its first part, written, saved as a draft, and its proof pinned and unpinned."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from app.attempts.attempt_view import AttemptView
from app.attempts.pin_evidence import check_passage
from app.attempts.read_attempt import read_attempt
from app.attempts.save_draft import save_draft
from app.domain.claim import Evidence, Pin
from app.domain.diagnosis import Diagnosis
from app.domain.errors import DiagnosisRejected
from app.domain.viewer import Viewer
from app.http.dependencies import Now, Read, StoredWrite
from app.http.viewers import MayPractise
from app.pages.diagnosis.fields import Fields, fields_of
from app.pages.diagnosis.first_part import read_fields, read_step
from app.pages.diagnosis.form import form_page
from app.pages.diagnosis.open_part import elsewhere
from app.pages.diagnosis.pins import add_pin, change_roles, remove_pin, role_of, said
from app.pages.replay.page import PART
from app.pages.templates import render
from app.store.work import Work

router = APIRouter()

FORM = "form"  # the part that the run's page asks for, to show it beside the step


@router.get("/attempts/{attempt_id}/diagnosis")
def diagnosis(
    request: Request, attempt_id: str, viewer: MayPractise, work: Read, saved: Annotated[str, Query()] = ""
) -> Response:
    attempt = read_attempt(work, viewer=viewer, attempt_id=attempt_id)
    if (other := elsewhere(attempt)) is not None:
        return other
    fields = fields_of(attempt.draft, logged=attempt.claims, suspect=attempt.suspect)
    return _answer(request, form_page(attempt, fields, errors={}), saved=bool(saved))


@router.post("/attempts/{attempt_id}/diagnosis")
def write_diagnosis(
    request: Request,
    *,
    attempt_id: str,
    fields: Annotated[Fields, Form()],
    viewer: MayPractise,
    store: StoredWrite,
    now: Now,
) -> Response:
    with store.writing() as work:
        errors = _write(work, fields, viewer=viewer, attempt_id=attempt_id, now=now)
    if not errors:
        return RedirectResponse(f"/attempts/{attempt_id}/{_next(fields.verb)}", status_code=303)
    with store.reading() as work:
        page = form_page(read_attempt(work, viewer=viewer, attempt_id=attempt_id), fields, errors=errors)
        return _answer(request, page, status=422)


def _answer(request: Request, page: Mapping[str, Any], *, saved: bool = False, status: int = 200) -> Response:
    """The form, on a page of its own or for the pane beside the run."""
    beside = request.headers.get(PART) == FORM
    name = "diagnosis/pane.html" if beside else "diagnosis/page.html"
    return render(request, name, status=status, saved=saved, beside=beside, **page)


def _next(verb: str) -> str:
    match verb:
        case "review":
            return "review"
        case "pin" | "remove":
            return "diagnosis#proof"
        case _:
            return "diagnosis?saved=yes"


def _write(work: Work, fields: Fields, *, viewer: Viewer, attempt_id: str, now: datetime) -> dict[str, str]:
    """Save what the form says; errors by field."""
    attempt = read_attempt(work, viewer=viewer, attempt_id=attempt_id)
    read, errors = read_fields(fields, draft=attempt.draft, pinned=attempt.pins, frontier=attempt.frontier)
    errors |= _check_passages(attempt, read)
    if errors:
        return errors
    try:
        save_draft(work, viewer=viewer, attempt_id=attempt_id, diagnosis=read, now=now)
    except DiagnosisRejected as error:
        return {"explanation": f"Explanation: {said(error)}"}
    return _change_pins(work, fields, viewer=viewer, attempt=attempt, now=now)


def _check_passages(attempt: AttemptView, read: Diagnosis) -> dict[str, str]:
    """Which of the suspects is ruled out by words that do not stand where they are said to."""
    errors = {}
    for place, cleared in enumerate(read.cleared, start=1):
        try:
            if cleared.ruled_out_by is not None:
                check_passage(attempt.window, cleared.ruled_out_by)
        except DiagnosisRejected as error:
            errors[f"ruled_out_quote_{place}"] = f"Passage: {said(error)}"
    return errors


def _change_pins(
    work: Work, fields: Fields, *, viewer: Viewer, attempt: AttemptView, now: datetime
) -> dict[str, str]:
    """Give pins their roles, remove the one whose button was pressed, add the one that was typed; errors by field.

    A draft that is saved while somebody types pins nothing: what is typed may be half a passage.
    """
    chosen = dict(zip(fields.pin, fields.role, strict=False))
    errors = change_roles(work, chosen, viewer=viewer, attempt=attempt, now=now)
    if fields.verb == "remove":
        remove_pin(work, fields.then.partition(":")[2], viewer=viewer, attempt=attempt, now=now)
    quote, missing = fields.of("evidence_quote"), fields.of("evidence_missing")
    typed = fields.of("evidence_step") or quote or missing
    if fields.verb == "draft" or not (typed or fields.verb == "pin"):
        return errors
    step = read_step(fields.evidence_step, frontier=attempt.frontier)
    if step is None:
        return errors | {"evidence_step": f"Proof: which step? Write a number from 1 to {attempt.frontier}"}
    if quote and missing:
        return errors | {"evidence_missing": "Proof: give a passage, or say what is missing; not both"}
    evidence = Evidence(pin=Pin.typed(step, quote, missing), role=role_of(fields.evidence_role))
    return errors | add_pin(work, evidence, viewer=viewer, attempt=attempt, now=now)
