"""JSON routes of what a reader notes: claims, marks, evidence, hints, the draft."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Response
from pydantic import BaseModel, ConfigDict, Field

from app.api.answer import answer
from app.api.attempt_json import attempt_json
from app.attempts.log_claim import MAX_TEXT, log_claim
from app.attempts.mark_step import mark_step
from app.attempts.pin_evidence import MAX_QUOTE, pin_evidence, unpin_evidence
from app.attempts.save_draft import save_draft
from app.attempts.take_hint import take_hint
from app.attempts.withdraw_claim import withdraw_claim
from app.domain.change import Mark
from app.domain.diagnosis import CitedEvidence, Claim, diagnosis_from_json
from app.http.dependencies import NewId, Now, Write
from app.http.viewers import MayPractise

router = APIRouter(prefix="/api/attempts/{attempt_id}", tags=["notes"])

Sentence = Annotated[str, Field(max_length=MAX_TEXT)]


class NewClaim(BaseModel):
    """A hypothesis about one step; `confidence` lies between 0 and 1, if it is stated."""

    model_config = ConfigDict(extra="forbid")
    step: int = Field(ge=1)
    what: Sentence
    because: Sentence = ""
    would_expect: Sentence = ""
    would_rule_out: Sentence = ""
    confidence: float | None = Field(None, ge=0, le=1)
    revises: str | None = None


class NewMark(BaseModel):
    """`suspect` moves the one suspect here, `mark` adds a mark, `none` takes both away."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)
    step: int = Field(ge=1)
    kind: Mark = Field(alias="as")


class Pin(BaseModel):
    """A step, or a passage quoted from it."""

    model_config = ConfigDict(extra="forbid")
    step: int = Field(ge=1)
    quote: str | None = Field(None, max_length=MAX_QUOTE)

    @property
    def cited(self) -> CitedEvidence:
        return CitedEvidence.typed(self.step, self.quote)


@router.post("/claims", status_code=201)
def claim(*, attempt_id: str, viewer: MayPractise, work: Write, now: Now, new_id: NewId, body: NewClaim) -> Response:
    """Log a claim, or revise one."""
    made = Claim(id=new_id, at=now, **body.model_dump())
    attempt = log_claim(work, viewer=viewer, attempt_id=attempt_id, claim=made, now=now)
    return answer(attempt_json(attempt), status=201)


@router.post("/claims/{claim_id}/withdrawal")
def withdrawal(attempt_id: str, claim_id: str, viewer: MayPractise, work: Write, now: Now) -> Response:
    """Withdraw a claim; it stays on record."""
    attempt = withdraw_claim(work, viewer=viewer, attempt_id=attempt_id, claim_id=claim_id, now=now)
    return answer(attempt_json(attempt))


@router.post("/marks")
def mark(attempt_id: str, viewer: MayPractise, work: Write, now: Now, body: NewMark) -> Response:
    """Mark a step."""
    attempt = mark_step(work, viewer=viewer, attempt_id=attempt_id, step=body.step, mark=body.kind, now=now)
    return answer(attempt_json(attempt))


@router.post("/evidence", status_code=201)
def pin(attempt_id: str, viewer: MayPractise, work: Write, now: Now, body: Pin) -> Response:
    """Pin a step, or a passage of it."""
    attempt = pin_evidence(work, viewer=viewer, attempt_id=attempt_id, cited=body.cited, now=now)
    return answer(attempt_json(attempt), status=201)


@router.post("/evidence/removal")
def unpin(attempt_id: str, viewer: MayPractise, work: Write, now: Now, body: Pin) -> Response:
    """Take a pin out."""
    attempt = unpin_evidence(work, viewer=viewer, attempt_id=attempt_id, cited=body.cited, now=now)
    return answer(attempt_json(attempt))


@router.post("/hints")
def hint(attempt_id: str, viewer: MayPractise, work: Write, now: Now) -> Response:
    """Take the next hint. In a forward-only attempt `ready` tells whether one more may be taken at this frontier."""
    attempt = take_hint(work, viewer=viewer, attempt_id=attempt_id, now=now)
    return answer({"hints": list(attempt.hints), "more": attempt.more_hints, "ready": attempt.hint_ready})


@router.put("/diagnosis")
def draft(
    attempt_id: str, viewer: MayPractise, work: Write, now: Now, body: Annotated[dict[str, Any], Body()]
) -> Response:
    """Save the diagnosis as far as it is written, in the shape of a diagnosis file; pins stay as they are."""
    diagnosis = diagnosis_from_json(body)
    attempt = save_draft(work, viewer=viewer, attempt_id=attempt_id, diagnosis=diagnosis, now=now)
    return answer(attempt_json(attempt))
