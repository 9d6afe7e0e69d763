"""JSON routes of what a reader notes: claims, marks, evidence, hints, the draft."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Response
from pydantic import BaseModel, ConfigDict, Field

from app.api.answer import answer
from app.api.attempt_json import attempt_json
from app.attempts.check_claim import check_claim
from app.attempts.log_claim import MAX_TEXT, log_claim
from app.attempts.mark_step import mark_step
from app.attempts.pin_evidence import MAX_QUOTE, pin_evidence, unpin_evidence
from app.attempts.save_draft import save_draft
from app.attempts.take_hint import take_hint
from app.attempts.withdraw_claim import withdraw_claim
from app.domain.change import Mark
from app.domain.claim import CheckOutcome, Claim, Evidence, Pin, ProofRole
from app.domain.diagnosis_json import diagnosis_from_json
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


class NewCheck(BaseModel):
    """Whether what a claim expected was `seen` or `ruled_out` at a step; `none` takes back what was noted."""

    model_config = ConfigDict(extra="forbid")
    outcome: CheckOutcome
    step: int = Field(ge=1)


class NewMark(BaseModel):
    """`suspect` moves the one suspect here, `mark` adds a mark, `none` takes both away."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)
    step: int = Field(ge=1)
    kind: Mark = Field(alias="as")


class PinnedPassage(BaseModel):
    """A step, a passage quoted from it, or in words what is missing there."""

    model_config = ConfigDict(extra="forbid")
    step: int = Field(ge=1)
    quote: str | None = Field(None, max_length=MAX_QUOTE)
    missing: str | None = Field(None, max_length=MAX_QUOTE)

    @property
    def pin(self) -> Pin:
        return Pin.typed(self.step, self.quote, self.missing)


class NewEvidence(PinnedPassage):
    """A passage with its role in the proof, `wrong` or `right`, and the claim that it was pinned for.

    Of a passage that is pinned already, what is left out stays as it was; null takes it away.
    """

    role: ProofRole | None = None
    claim: str | None = None

    @property
    def evidence(self) -> Evidence:
        return Evidence(pin=self.pin, role=self.role, claim=self.claim)

    @property
    def unsaid(self) -> frozenset[str]:
        return frozenset({"role", "claim"} - self.model_fields_set)


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


@router.post("/claims/{claim_id}/check")
def check(*, attempt_id: str, claim_id: str, viewer: MayPractise, work: Write, now: Now, body: NewCheck) -> Response:
    """Note whether what a claim expected was seen, while its attempt is not locked."""
    attempt = check_claim(
        work, viewer=viewer, attempt_id=attempt_id, claim_id=claim_id, outcome=body.outcome, step=body.step, now=now
    )
    return answer(attempt_json(attempt))


@router.post("/marks")
def mark(attempt_id: str, viewer: MayPractise, work: Write, now: Now, body: NewMark) -> Response:
    """Mark a step."""
    attempt = mark_step(work, viewer=viewer, attempt_id=attempt_id, step=body.step, mark=body.kind, now=now)
    return answer(attempt_json(attempt))


@router.post("/evidence", status_code=201)
def pin(attempt_id: str, viewer: MayPractise, work: Write, now: Now, body: NewEvidence) -> Response:
    """Pin a step, a passage of it, or what is missing there; the same again changes its role and claim."""
    attempt = pin_evidence(
        work, viewer=viewer, attempt_id=attempt_id, evidence=body.evidence, now=now, unsaid=body.unsaid
    )
    return answer(attempt_json(attempt), status=201)


@router.post("/evidence/removal")
def unpin(attempt_id: str, viewer: MayPractise, work: Write, now: Now, body: PinnedPassage) -> Response:
    """Take a pin out."""
    attempt = unpin_evidence(work, viewer=viewer, attempt_id=attempt_id, pin=body.pin, now=now)
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
