"""The diagnosis form: what was typed, what is wrong with it, and the diagnosis that it makes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from app.domain.diagnosis import MAX_CLAIMS, Claim, Diagnosis, RankedClaim
from app.domain.fault import FAILURE_CLASSES, Lever

RANKS = ("First", "Second", "Third")


class Fields(BaseModel):
    """The form as typed; every field is text, so that nothing typed is ever lost."""

    model_config = ConfigDict(frozen=True)

    no_fault: str = ""
    step_1: str = ""
    step_2: str = ""
    step_3: str = ""
    confidence_1: str = ""
    confidence_2: str = ""
    confidence_3: str = ""
    failure_class: str = ""
    explanation: str = ""
    fix_lever: str = ""
    evidence_step: str = ""
    evidence_quote: str = ""
    then: str = "save"

    def claim(self, place: int) -> tuple[str, str]:
        """Step and confidence of the claim at `place`, from 1 on, as typed."""
        return getattr(self, f"step_{place}").strip(), getattr(self, f"confidence_{place}").strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """One of the ranked claims as the form shows it; `words` say what its step is."""

    rank: str
    step_name: str
    confidence_name: str
    step: str
    confidence: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagnosisForm:
    """What the page needs: the values, and for each wrong field a sentence under the field's name."""

    values: Fields
    claims: tuple[ClaimRow, ...]
    errors: Mapping[str, str] = field(default_factory=dict)


def form_of(values: Fields, *, names: Mapping[int, str], errors: Mapping[str, str]) -> DiagnosisForm:
    rows = []
    for place, rank in enumerate(RANKS, start=1):
        step, confidence = values.claim(place)
        words = {str(number): name for number, name in names.items()}.get(step.removeprefix("#"), "")
        row = ClaimRow(
            rank=rank,
            step_name=f"step_{place}",
            confidence_name=f"confidence_{place}",
            step=step,
            confidence=confidence,
            words=words,
        )
        rows.append(row)
    return DiagnosisForm(values=values, claims=tuple(rows), errors=errors)


def fields_of(draft: Diagnosis, *, logged: tuple[Claim, ...], suspect: int | None) -> Fields:
    """The draft as form fields; before anything is drafted, what was logged while reading fills the claims."""
    drafted = [(claim.step, claim.confidence) for claim in draft.claims]
    claims = drafted or ([] if draft.no_fault else _logged_claims(logged, suspect))
    typed = {}
    for place, (step, confidence) in enumerate(claims[:MAX_CLAIMS], start=1):
        typed[f"step_{place}"] = str(step)
        typed[f"confidence_{place}"] = "" if confidence is None else f"{confidence * 100:g}"
    return Fields(
        no_fault="yes" if draft.no_fault else "",
        failure_class=draft.failure_class or "",
        explanation=draft.explanation,
        fix_lever=draft.fix_lever or "",
        **typed,
    )


def standing(logged: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The claims that are neither withdrawn nor revised: the most confident first, those without any last.

    Of equals the latest comes first: it is what the reader thought in the end.
    """
    revised = {claim.revises for claim in logged}
    kept = [claim for claim in logged if claim.withdrawn_at is None and claim.id not in revised]
    return tuple(sorted(kept, key=_standing_first, reverse=True))


def read_fields(fields: Fields, *, draft: Diagnosis, frontier: int) -> tuple[Diagnosis, dict[str, str]]:
    """The draft with what the form says, and the errors by field; with errors the diagnosis is not to be saved."""
    if fields.no_fault:
        cleared = replace(draft, no_fault=True, claims=(), failure_class=None, fix_lever=None, remedy=None)
        return replace(cleared, explanation=fields.explanation.strip()), {}
    claims, errors = _read_claims(fields, frontier=frontier)
    if fields.failure_class and fields.failure_class not in FAILURE_CLASSES:
        errors["failure_class"] = f"Failure class: {fields.failure_class!r} is not in the list; choose one of it"
    lever = fields.fix_lever if fields.fix_lever in tuple(Lever) else ""
    read = replace(
        draft,
        no_fault=False,
        claims=claims,
        failure_class=fields.failure_class or None,
        explanation=fields.explanation.strip(),
        fix_lever=Lever(lever) if lever else None,
    )
    return read, errors


def read_step(text: str, *, frontier: int) -> int | None:
    """A step number that the reader may name, or None."""
    number = text.strip().removeprefix("#")
    return int(number) if number.isdecimal() and len(number) < 10 and 1 <= int(number) <= frontier else None


def _standing_first(claim: Claim) -> tuple[float, datetime]:
    return (-1 if claim.confidence is None else claim.confidence, claim.at)


def _logged_claims(logged: tuple[Claim, ...], suspect: int | None) -> Sequence[tuple[int, float | None]]:
    """Each step once, with the confidence of the claim that is put first."""
    best: dict[int, float | None] = {}
    for claim in standing(logged):
        best.setdefault(claim.step, claim.confidence)
    if suspect is not None:
        best.setdefault(suspect, None)
    return list(best.items())


def _read_claims(fields: Fields, *, frontier: int) -> tuple[tuple[RankedClaim, ...], dict[str, str]]:
    claims: dict[int, RankedClaim] = {}
    errors: dict[str, str] = {}
    for place, rank in enumerate(RANKS, start=1):
        typed, percent = fields.claim(place)
        if not typed:
            continue
        step, confidence = read_step(typed, frontier=frontier), _read_percent(percent)
        if step is None:
            errors[f"step_{place}"] = f"{rank} step: {typed!r} is no step you have seen; write 1 to {frontier}"
        elif step in claims:
            errors[f"step_{place}"] = f"{rank} step: step {step} is named above already; name another one or none"
        elif confidence is not None:
            claims[step] = RankedClaim(step=step, confidence=confidence)
        if confidence is None:
            errors[f"confidence_{place}"] = f"{rank} confidence: {percent!r} is no number from 0 to 100"
    return tuple(claims.values()), errors


def _read_percent(text: str) -> float | None:
    """`70` and `70 %` -> 0.7; nothing typed means an even chance."""
    try:
        percent = float(text.removesuffix("%").strip().replace(",", ".") or 50)
    except ValueError:
        return None
    return percent / 100 if 0 <= percent <= 100 else None
