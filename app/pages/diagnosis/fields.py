"""The first part of a diagnosis as its form holds it: all of it text, so that nothing typed is ever lost."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from app.domain.claim import Claim, Evidence
from app.domain.diagnosis import MAX_CLAIMS, MAX_CLEARED, Cleared, Diagnosis, RankedClaim
from app.pages.diagnosis.pins import key_of

Repeated = Annotated[tuple[str, ...], Field(default=(), max_length=200)]  # a hundred pins are kept at most


class Fields(BaseModel):
    """The form as typed. `pin` and `role` are repeated: the key of each pin that was shown, and its role."""

    model_config = ConfigDict(frozen=True)

    no_fault: str = ""
    step_1: str = ""
    step_2: str = ""
    confidence_1: str = ""
    confidence_2: str = ""
    pin: Repeated
    role: Repeated
    evidence_step: str = ""
    evidence_quote: str = ""
    evidence_missing: str = ""
    evidence_role: str = ""
    acted_on: str = ""
    damage: str = ""
    failure_class: str = ""
    explanation: str = ""
    cleared_1: str = ""
    cleared_2: str = ""
    ruled_out_by_1: str = ""
    ruled_out_by_2: str = ""
    ruled_out_step_1: str = ""
    ruled_out_step_2: str = ""
    ruled_out_quote_1: str = ""
    ruled_out_quote_2: str = ""
    then: str = "save"

    def of(self, name: str) -> str:
        """What is typed in a field, without the blanks around it."""
        return str(getattr(self, name)).strip()

    @property
    def verb(self) -> str:
        """What the button that was pressed asks for, without what it is about."""
        return self.then.partition(":")[0]


def fields_of(draft: Diagnosis, *, logged: Sequence[Claim], suspect: int | None) -> Fields:
    """The draft as form fields; before anything is drafted, what was logged while reading fills the claims."""
    claims = draft.claims or (() if draft.no_fault else _logged_claims(logged, suspect))
    typed: dict[str, str] = {}
    for place, claim in enumerate(claims[:MAX_CLAIMS], start=1):
        typed[f"step_{place}"] = str(claim.step)
        typed[f"confidence_{place}"] = "" if claim.confidence is None else f"{claim.confidence * 100:g}"
    for place, cleared in enumerate(draft.cleared[:MAX_CLEARED], start=1):
        typed |= _cleared_fields(place, cleared)
    return Fields(
        no_fault=_verdict(draft, claims),
        acted_on=str(draft.path.acted_on or ""),
        damage=str(draft.path.damage or ""),
        failure_class=draft.failure_class or "",
        explanation=draft.explanation,
        **typed,
    )


def standing(logged: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims that are neither withdrawn nor revised: the most confident first, those without any last.

    Of equals the latest comes first: it is what the reader thought in the end.
    """
    revised = {claim.revises for claim in logged}
    kept = [claim for claim in logged if claim.withdrawn_at is None and claim.id not in revised]
    return tuple(
        sorted(kept, key=lambda claim: (-1 if claim.confidence is None else claim.confidence, claim.at), reverse=True)
    )


def pins_in(draft: Diagnosis, pinned: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """What a suspect can be ruled out by: the pins, and what the draft names although it is pinned no more."""
    known = {each.pin for each in pinned}
    named = (each.ruled_out_by for each in draft.cleared)
    return (*pinned, *(Evidence(pin=pin) for pin in named if pin is not None and pin not in known))


def _verdict(draft: Diagnosis, claims: Sequence[RankedClaim]) -> str:
    """`yes` for no fault, `no` for one, and nothing while neither was said."""
    return "yes" if draft.no_fault else ("no" if claims or draft.blames else "")


def _cleared_fields(place: int, cleared: Cleared) -> dict[str, str]:
    pin = cleared.ruled_out_by
    return {
        f"cleared_{place}": str(cleared.step),
        f"ruled_out_by_{place}": "" if pin is None else key_of(pin),
    }


def _logged_claims(logged: Sequence[Claim], suspect: int | None) -> tuple[RankedClaim, ...]:
    best: dict[int, float | None] = {}
    for claim in standing(logged):
        best.setdefault(claim.step, claim.confidence)
    if suspect is not None:
        best.setdefault(suspect, None)
    return tuple(RankedClaim(step=step, confidence=confidence) for step, confidence in best.items())
