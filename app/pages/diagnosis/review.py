"""The review: everything read back before it is sent, and the sending."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app.attempts.read_attempt import read_attempt
from app.attempts.submit import submit_prepared
from app.domain.diagnosis import Diagnosis
from app.domain.fault import FAILURE_CLASSES
from app.http.dependencies import Now, Read, StoredWrite
from app.http.viewers import MayPractise
from app.pages.diagnosis.levers import LEVERS
from app.pages.replay.step_names import headers_of, named
from app.pages.templates import render

router = APIRouter()


@router.get("/attempts/{attempt_id}/review")
def review(request: Request, attempt_id: str, viewer: MayPractise, work: Read) -> Response:
    attempt = read_attempt(work, viewer=viewer, attempt_id=attempt_id)
    if attempt.done:
        return RedirectResponse(f"/attempts/{attempt_id}/reveal", status_code=303)
    draft = attempt.draft
    numbers = [*(claim.step for claim in draft.claims), *(cited.step for cited in draft.evidence)]
    headers = headers_of(attempt.window, numbers)
    return render(
        request,
        "diagnosis/review.html",
        attempt=attempt,
        missing=missing(draft),
        names={number: named(header) for number, header in headers.items()},
        failure_class=FAILURE_CLASSES.get(draft.failure_class or ""),
        levers={lever.value: words for lever, words in LEVERS.items()},
    )


@router.post("/attempts/{attempt_id}/submission")
def send(attempt_id: str, viewer: MayPractise, store: StoredWrite, now: Now) -> Response:
    submit_prepared(store, viewer=viewer, attempt_id=attempt_id, now=now)
    return RedirectResponse(f"/attempts/{attempt_id}/reveal", status_code=303)


def missing(draft: Diagnosis) -> list[tuple[str, str]]:
    """What a reader may have forgotten: the form's field and a name for it."""
    if draft.no_fault:
        return []
    parts = [
        (bool(draft.claims), "step_1", "the step where it began"),
        (bool(draft.failure_class), "failure_class", "the failure class"),
        (bool(draft.evidence), "evidence", "evidence"),
        (bool(draft.explanation), "explanation", "an explanation"),
        (bool(draft.fix_lever), "fix_lever", "what you would change"),
    ]
    return [(name, sentence) for there, name, sentence in parts if not there]
