"""What a reader says went wrong: claims made while reading, and the diagnosis that is submitted."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from app.domain.errors import DiagnosisRejected
from app.domain.fault import FAILURE_CLASSES, Lever
from app.domain.json import JSON

MAX_CLAIMS = 3  # ranked claims earn full, half and quarter credit; a fourth would earn nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A hypothesis logged while reading. A revision is a new claim that names the one it `revises`.

    `confidence` lies between 0 and 1, and is None where none was stated.
    """

    id: str
    step: int
    what: str
    at: datetime
    because: str = ""
    would_expect: str = ""
    would_rule_out: str = ""
    confidence: float | None = None
    revises: str | None = None
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedClaim:
    """A root-cause claim of the diagnosis; `confidence` lies between 0 and 1."""

    step: int
    confidence: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedEvidence:
    """A step cited for the claims, or a passage quoted from it."""

    step: int
    quote: str | None = None

    @classmethod
    def typed(cls, step: int, quote: str | None) -> "CitedEvidence":
        """As it came from a form: without a quote, or with a blank one, the step is cited."""
        return cls(step=step, quote=(quote or "").strip() or None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """What is submitted. `claims` are in the reader's order, the likeliest first."""

    no_fault: bool = False
    claims: tuple[RankedClaim, ...] = ()
    failure_class: str | None = None
    evidence: tuple[CitedEvidence, ...] = ()
    explanation: str = ""
    fix_lever: Lever | None = None
    remedy: str | None = None

    @property
    def empty(self) -> bool:
        return self == Diagnosis()


def diagnosis_from_json(body: JSON) -> Diagnosis:
    """Read a diagnosis file, `{"no_fault": false, "claims": [{"step": 12, "confidence": 0.7}], ...}`.

    Raises DiagnosisRejected, naming the field, for anything that does not have this shape.
    """
    if not isinstance(body, Mapping):
        raise DiagnosisRejected("a diagnosis is a JSON object with the keys " + ", ".join(Diagnosis.__slots__))
    for key in body:
        if key not in Diagnosis.__slots__:
            raise DiagnosisRejected(f"{key}: unknown key; known are " + ", ".join(Diagnosis.__slots__))
    no_fault = body.get("no_fault", False)
    if not isinstance(no_fault, bool):
        raise DiagnosisRejected(f"no_fault: expected true or false, got {no_fault!r}")
    claims = tuple(_claim(place, row) for place, row in enumerate(_rows(body, "claims")))
    if len(claims) > MAX_CLAIMS:
        raise DiagnosisRejected(f"claims: {len(claims)} given, at most {MAX_CLAIMS} count; keep the likeliest")
    if no_fault and claims:
        raise DiagnosisRejected("no_fault: true contradicts the claims; give one or the other")
    return Diagnosis(
        no_fault=no_fault,
        claims=claims,
        failure_class=_choice(body, "failure_class", FAILURE_CLASSES),
        evidence=tuple(_evidence(place, row) for place, row in enumerate(_rows(body, "evidence"))),
        explanation=_text(body, "explanation") or "",
        fix_lever=Lever(lever) if (lever := _choice(body, "fix_lever", tuple(Lever))) else None,
        remedy=_text(body, "remedy") or None,
    )


def diagnosis_json(diagnosis: Diagnosis) -> dict[str, JSON]:
    """The diagnosis in the shape that `diagnosis_from_json` reads."""
    return {
        "no_fault": diagnosis.no_fault,
        "claims": [{"step": claim.step, "confidence": claim.confidence} for claim in diagnosis.claims],
        "failure_class": diagnosis.failure_class,
        "evidence": [{"step": cited.step, "quote": cited.quote} for cited in diagnosis.evidence],
        "explanation": diagnosis.explanation,
        "fix_lever": diagnosis.fix_lever,
        "remedy": diagnosis.remedy,
    }


def _rows(body: Mapping[str, JSON], key: str) -> list[Mapping[str, JSON]]:
    rows = body.get(key) or []
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise DiagnosisRejected(f"{key}: expected a list of objects, each with a step")
    return cast("list[Mapping[str, JSON]]", rows)


def _claim(place: int, row: Mapping[str, JSON]) -> RankedClaim:
    confidence = row.get("confidence", 0.5)
    if isinstance(confidence, bool) or not isinstance(confidence, int | float) or not 0 <= confidence <= 1:
        raise DiagnosisRejected(f"claims[{place}].confidence: expected a number from 0 to 1, got {confidence!r}")
    return RankedClaim(step=_step(f"claims[{place}]", row), confidence=float(confidence))


def _evidence(place: int, row: Mapping[str, JSON]) -> CitedEvidence:
    quote = row.get("quote")
    if quote is not None and not isinstance(quote, str):
        raise DiagnosisRejected(f"evidence[{place}].quote: expected a text or null, got {quote!r}")
    _check_letters(f"evidence[{place}].quote", quote or "")
    return CitedEvidence(step=_step(f"evidence[{place}]", row), quote=quote or None)


def _step(where: str, row: Mapping[str, JSON]) -> int:
    step = row.get("step")
    if isinstance(step, bool) or not isinstance(step, int) or step < 1:
        raise DiagnosisRejected(f"{where}.step: expected a step number from 1 on, got {step!r}")
    return step


def _text(body: Mapping[str, JSON], key: str) -> str | None:
    value = body.get(key)
    if value is not None and not isinstance(value, str):
        raise DiagnosisRejected(f"{key}: expected a text or null, got {value!r}")
    _check_letters(key, value or "")
    return value


def _check_letters(where: str, text: str) -> None:
    """JSON can write half of a surrogate pair, which no page can show."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise DiagnosisRejected(
            f"{where}: half a surrogate pair at character {error.start + 1}; leave it out"
        ) from error


def _choice(body: Mapping[str, JSON], key: str, known: Collection[str]) -> str | None:
    value = _text(body, key) or None  # forms send an empty text where nothing was chosen
    if value is not None and value not in known:
        raise DiagnosisRejected(f"{key}: {value!r} is not known; choose one of " + ", ".join(sorted(known)))
    return value
