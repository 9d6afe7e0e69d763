"""The small forms of a reading: start, go on, claim, mark, pin, ask for a hint. Each leads back to a page."""

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse

from app.attempts.attempt_view import AttemptView
from app.attempts.check_claim import check_claim
from app.attempts.log_claim import log_claim
from app.attempts.mark_step import mark_step
from app.attempts.open_step import note_opening
from app.attempts.pin_evidence import pin_evidence, unpin_evidence
from app.attempts.read_attempt import read_attempt
from app.attempts.reveal_next import reveal_next
from app.attempts.take_hint import take_hint
from app.attempts.withdraw_claim import withdraw_claim
from app.domain.change import Mark
from app.domain.claim import CheckOutcome, Claim, Evidence, Pin, ProofRole
from app.domain.scenario import Reveal
from app.http.addresses import path_here
from app.http.dependencies import NewId, Now, Read, StoredWrite, Write
from app.http.viewers import MayPractise
from app.http.visits import CurrentVisit, remember
from app.practice.start import start_prepared

router = APIRouter()

Step = Annotated[int, Form(ge=1)]
Next = Annotated[str, Form(alias="next")]
Said = Annotated[str, Form()]
NO = "none"  # what a form says for no role and for no claim: what it leaves blank was not said
Opening = Annotated[bool, Form()]  # the page that follows has no script that tells which step is looked at


@router.post("/scenarios/{slug}/attempts")
def start(
    *,
    request: Request,
    slug: str,
    viewer: MayPractise,
    visit: CurrentVisit,
    store: StoredWrite,
    now: Now,
    new_id: NewId,
    variant: Said = "",
    reveal: Annotated[Reveal, Form()] = Reveal.OPEN,
    opening: Opening = False,
) -> RedirectResponse:
    attempt = start_prepared(
        store,
        viewer=viewer,
        slug=slug,
        variant=variant or None,
        reveal=reveal,
        attempt_id=new_id,
        now=now,
        opening=opening,
    )
    answer = _to(attempt, "")
    remember(request, answer, visit)
    return answer


@router.get("/attempts/{attempt_id}")
def go_on(attempt_id: str, viewer: MayPractise, work: Read) -> RedirectResponse:
    attempt = read_attempt(work, viewer=viewer, attempt_id=attempt_id)
    if attempt.locked and not attempt.done:
        return RedirectResponse(f"/attempts/{attempt_id}/forecast", status_code=303)
    return _to(attempt, "")


@router.post("/attempts/{attempt_id}/frontier")
def reveal(
    *, attempt_id: str, viewer: MayPractise, work: Write, now: Now, opening: Opening = False
) -> RedirectResponse:
    attempt = reveal_next(work, viewer=viewer, attempt_id=attempt_id, now=now, opening=opening)
    shown = attempt.window.call_of(attempt.frontier)
    return RedirectResponse(f"/attempts/{attempt_id}/steps/{shown}", status_code=303)


@router.post("/attempts/{attempt_id}/position")
def move(attempt_id: str, viewer: MayPractise, work: Write, now: Now, step: Step) -> RedirectResponse:
    note_opening(work, viewer=viewer, attempt_id=attempt_id, number=step, now=now)
    return RedirectResponse(f"/attempts/{attempt_id}/steps/{step}", status_code=303)


@router.post("/attempts/{attempt_id}/claims")
def claim(
    *,
    attempt_id: str,
    viewer: MayPractise,
    work: Write,
    now: Now,
    new_id: NewId,
    step: Step,
    what: Said,
    because: Said = "",
    would_expect: Said = "",
    would_rule_out: Said = "",
    confidence: Annotated[float | None, Form(ge=0, le=100)] = None,
    revises: Said = "",
    next_page: Next = "",
) -> RedirectResponse:
    made = Claim(
        id=new_id,
        step=step,
        what=what,
        at=now,
        because=because,
        would_expect=would_expect,
        would_rule_out=would_rule_out,
        confidence=None if confidence is None else confidence / 100,
        revises=revises or None,
    )
    return _to(log_claim(work, viewer=viewer, attempt_id=attempt_id, claim=made, now=now), next_page)


@router.post("/attempts/{attempt_id}/claims/{claim_id}/withdrawal")
def withdraw(
    *, attempt_id: str, claim_id: str, viewer: MayPractise, work: Write, now: Now, next_page: Next = ""
) -> RedirectResponse:
    return _to(withdraw_claim(work, viewer=viewer, attempt_id=attempt_id, claim_id=claim_id, now=now), next_page)


@router.post("/attempts/{attempt_id}/claims/{claim_id}/check")
def check(
    *,
    attempt_id: str,
    claim_id: str,
    viewer: MayPractise,
    work: Write,
    now: Now,
    step: Step,
    outcome: Annotated[CheckOutcome, Form()],
    next_page: Next = "",
) -> RedirectResponse:
    attempt = check_claim(
        work, viewer=viewer, attempt_id=attempt_id, claim_id=claim_id, outcome=outcome, step=step, now=now
    )
    return _to(attempt, next_page)


@router.post("/attempts/{attempt_id}/marks")
def mark(
    *,
    attempt_id: str,
    viewer: MayPractise,
    work: Write,
    now: Now,
    step: Step,
    kind: Annotated[Mark, Form(alias="as")],
    next_page: Next = "",
) -> RedirectResponse:
    return _to(mark_step(work, viewer=viewer, attempt_id=attempt_id, step=step, mark=kind, now=now), next_page)


@router.post("/attempts/{attempt_id}/evidence")
def pin(
    *,
    attempt_id: str,
    viewer: MayPractise,
    work: Write,
    now: Now,
    step: Step,
    quote: Said = "",
    missing: Said = "",
    role: Annotated[ProofRole | Literal["none"] | None, Form()] = None,
    claim: Annotated[str | None, Form()] = None,
    next_page: Next = "",
) -> RedirectResponse:
    evidence = Evidence(
        pin=Pin.typed(step, quote, missing),
        role=role if isinstance(role, ProofRole) else None,
        claim=None if claim == NO else claim,
    )
    unsaid = [name for name, value in (("role", role), ("claim", claim)) if value is None]
    pinned = pin_evidence(work, viewer=viewer, attempt_id=attempt_id, evidence=evidence, now=now, unsaid=unsaid)
    return _to(pinned, next_page)


@router.post("/attempts/{attempt_id}/evidence/removal")
def unpin(
    *,
    attempt_id: str,
    viewer: MayPractise,
    work: Write,
    now: Now,
    step: Step,
    quote: Said = "",
    missing: Said = "",
    next_page: Next = "",
) -> RedirectResponse:
    pinned = Pin.typed(step, quote, missing)
    return _to(unpin_evidence(work, viewer=viewer, attempt_id=attempt_id, pin=pinned, now=now), next_page)


@router.post("/attempts/{attempt_id}/hints")
def hint(attempt_id: str, viewer: MayPractise, work: Write, now: Now, next_page: Next = "") -> RedirectResponse:
    return _to(take_hint(work, viewer=viewer, attempt_id=attempt_id, now=now), next_page)


def _to(attempt: AttemptView, wanted: str) -> RedirectResponse:
    """The wanted page if it is one of this site, else the step that is being read."""
    reading = f"/attempts/{attempt.id}/steps/{attempt.position}"
    return RedirectResponse(path_here(wanted, otherwise=reading), status_code=303)
