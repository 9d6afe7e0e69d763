"""The diagnosis: written, saved as a draft, and its evidence pinned and unpinned."""

from collections.abc import Mapping
from datetime import datetime
from itertools import groupby
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from app.attempts.attempt_view import AttemptView
from app.attempts.pin_evidence import pin_evidence, unpin_evidence
from app.attempts.read_attempt import read_attempt
from app.attempts.save_draft import save_draft
from app.domain.diagnosis import CitedEvidence, Diagnosis
from app.domain.errors import DiagnosisRejected
from app.domain.fault import FAILURE_CLASSES, FailureClass
from app.domain.viewer import Viewer
from app.http.dependencies import Now, Read, StoredWrite
from app.http.viewers import MayPractise
from app.pages.diagnosis.form import Fields, fields_of, form_of, read_fields, read_step, standing
from app.pages.diagnosis.levers import LEVERS
from app.pages.replay.step_names import headers_of, named, title_of
from app.pages.templates import render
from app.store.work import Work

router = APIRouter()


@router.get("/attempts/{attempt_id}/diagnosis")
def diagnosis(
    request: Request, attempt_id: str, viewer: MayPractise, work: Read, saved: Annotated[str, Query()] = ""
) -> Response:
    attempt = read_attempt(work, viewer=viewer, attempt_id=attempt_id)
    if attempt.done:
        return RedirectResponse(f"/attempts/{attempt_id}/reveal", status_code=303)
    fields = fields_of(attempt.draft, logged=attempt.claims, suspect=attempt.suspect)
    page = _page(attempt, fields=fields, errors={})
    return render(request, "diagnosis/page.html", saved=bool(saved), **page)


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
        return RedirectResponse(f"/attempts/{attempt_id}/{_next(fields.then)}", status_code=303)
    with store.reading() as work:
        page = _page(read_attempt(work, viewer=viewer, attempt_id=attempt_id), fields=fields, errors=errors)
        return render(request, "diagnosis/page.html", status=422, saved=False, **page)


def _write(work: Work, fields: Fields, *, viewer: Viewer, attempt_id: str, now: datetime) -> dict[str, str]:
    """Save what the form says; errors by field."""
    attempt = read_attempt(work, viewer=viewer, attempt_id=attempt_id)
    read, errors = read_fields(fields, draft=attempt.draft, frontier=attempt.frontier)
    if errors:
        return errors
    errors = _save(work, read, viewer=viewer, attempt=attempt, now=now)
    return errors | _change_pins(work, viewer=viewer, attempt=attempt, fields=fields, now=now)


def _save(work: Work, read: Diagnosis, *, viewer: Viewer, attempt: AttemptView, now: datetime) -> dict[str, str]:
    """Save the draft; what is refused stays in the form, with its reason."""
    try:
        save_draft(work, viewer=viewer, attempt_id=attempt.id, diagnosis=read, now=now)
    except DiagnosisRejected as error:
        return {"explanation": _sentence(error)}
    return {}


def _next(then: str) -> str:
    match then.partition(":")[0]:
        case "review":
            return "review"
        case "pin" | "remove":
            return "diagnosis#evidence"
        case _:
            return "diagnosis?saved=yes"


def _page(attempt: AttemptView, *, fields: Fields, errors: Mapping[str, str]) -> dict[str, Any]:
    steps = attempt.window.headers(1, attempt.frontier)
    cited = [pin.step for pin in attempt.draft.evidence]
    claimed = [step for place in (1, 2, 3) if (step := read_step(fields.claim(place)[0], frontier=attempt.frontier))]
    headers = headers_of(attempt.window, [*cited, *claimed])
    names = {number: named(header) for number, header in headers.items()}
    return {
        "attempt": attempt,
        "form": form_of(fields, names=names, errors=errors),
        "steps": [{"number": step.number, "kind": step.kind.value, "name": title_of(step)} for step in steps],
        "names": names,
        "logged": standing(attempt.claims),
        "families": _families(),
        "levers": [(lever.value, words) for lever, words in LEVERS.items()],
    }


def _families() -> list[tuple[str, list[FailureClass]]]:
    return [
        (family, list(classes)) for family, classes in groupby(FAILURE_CLASSES.values(), lambda each: each.family)
    ]


def _change_pins(
    work: Work, *, viewer: Viewer, attempt: AttemptView, fields: Fields, now: datetime
) -> dict[str, str]:
    """Remove the pin whose button was pressed, add the one that was typed; errors by field."""
    verb, _, place = fields.then.partition(":")
    pins = attempt.draft.evidence
    removed = {str(number): pin for number, pin in enumerate(pins)}.get(place) if verb == "remove" else None
    if removed is not None:
        unpin_evidence(work, viewer=viewer, attempt_id=attempt.id, cited=removed, now=now)
    if not fields.evidence_step.strip() and not fields.evidence_quote.strip() and verb != "pin":
        return {}
    step = read_step(fields.evidence_step, frontier=attempt.frontier)
    if step is None:
        return {"evidence_step": f"Evidence: which step? Write a number from 1 to {attempt.frontier}"}
    try:
        cited = CitedEvidence.typed(step, fields.evidence_quote)
        pin_evidence(work, viewer=viewer, attempt_id=attempt.id, cited=cited, now=now)
    except DiagnosisRejected as error:
        return {"evidence_quote": _sentence(error)}
    return {}


def _sentence(error: DiagnosisRejected) -> str:
    """`quote: this is not ...` -> `Quote: this is not ...`."""
    text = str(error)
    return text[:1].upper() + text[1:]
