"""The review: the first part read back before it is locked, and the lock."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app.attempts.lock import lock
from app.attempts.read_attempt import read_attempt
from app.domain.diagnosis import Diagnosis
from app.http.dependencies import Now, Read, Write
from app.http.viewers import MayPractise
from app.pages.diagnosis.open_part import elsewhere
from app.pages.diagnosis.summary import summary
from app.pages.templates import render

router = APIRouter()


@router.get("/attempts/{attempt_id}/review")
def review(request: Request, attempt_id: str, viewer: MayPractise, work: Read) -> Response:
    attempt = read_attempt(work, viewer=viewer, attempt_id=attempt_id)
    if (other := elsewhere(attempt)) is not None:
        return other
    return render(request, "diagnosis/review.html", missing=missing(attempt.draft), **summary(attempt))


@router.post("/attempts/{attempt_id}/lock")
def lock_diagnosis(attempt_id: str, viewer: MayPractise, work: Write, now: Now) -> RedirectResponse:
    lock(work, viewer=viewer, attempt_id=attempt_id, now=now)
    return RedirectResponse(f"/attempts/{attempt_id}/forecast", status_code=303)


def missing(draft: Diagnosis) -> list[tuple[str, str]]:
    """What a reader may have forgotten: the form's field and a name for it."""
    proof, path = draft.proof, draft.path
    if draft.no_fault:
        parts = [
            (bool(draft.cleared), "cleared_1", "a step that looks wrong, and what rules it out"),
            (all(each.ruled_out_by for each in draft.cleared), "ruled_out_by_1", "what rules a suspect out"),
        ]
    else:
        parts = [
            (bool(draft.claims), "step_1", "the step where it began"),
            (bool(proof.wrong), "proof", "a passage that shows what is wrong"),
            (bool(proof.right), "proof", "a passage that shows what would have been right"),
            (path.acted_on is not None, "acted_on", "where the wrong thing was first acted on"),
            (path.damage is not None, "damage", "where the damage was done"),
            (bool(draft.failure_class), "failure_class", "the failure class"),
            (bool(draft.explanation), "explanation", "an explanation for people"),
        ]
    return [(name, sentence) for there, name, sentence in parts if not there]
