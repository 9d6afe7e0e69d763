"""A diagnosis as JSON: the file that `misstep compare` reads, and the shape in which it is stored."""

from collections.abc import Collection, Mapping
from typing import cast

from app.domain.claim import Pin, ProofRole
from app.domain.diagnosis import (
    MAX_CLAIMS,
    MAX_CLEARED,
    MAX_PINS,
    Cleared,
    Diagnosis,
    FailurePath,
    Forecast,
    OwnFix,
    Proof,
    RankedClaim,
)
from app.domain.errors import DiagnosisRejected
from app.domain.fault import FAILURE_CLASSES, Lever
from app.domain.hidden_characters import half_pair
from app.domain.json import JSON


def diagnosis_from_json(body: JSON) -> Diagnosis:
    """Read a diagnosis file, `{"no_fault": false, "claims": [{"step": 12, "confidence": 0.7}], ...}`.

    What is left out was not answered. Raises DiagnosisRejected, naming the field, for what does not have this shape.
    """
    told = _object("", body, Diagnosis.__slots__)
    no_fault = told.get("no_fault") or False
    if not isinstance(no_fault, bool):
        raise DiagnosisRejected(f"no_fault: expected true or false, got {no_fault!r}")
    claims = tuple(_claim(where, row) for where, row in _rows("claims", told.get("claims")))
    if len(claims) > MAX_CLAIMS:
        raise DiagnosisRejected(f"claims: {len(claims)} given, at most {MAX_CLAIMS} count; keep the likeliest")
    if no_fault and claims:
        raise DiagnosisRejected("no_fault: true contradicts the claims; give one or the other")
    return Diagnosis(
        no_fault=no_fault,
        claims=claims,
        proof=_proof(told.get("proof")),
        path=_path(told.get("path")),
        failure_class=_choice("failure_class", told.get("failure_class"), FAILURE_CLASSES),
        forecast=_forecast(told.get("forecast")),
        own_fix=_own_fix(told.get("own_fix")),
        explanation=_text("explanation", told.get("explanation")) or "",
        cleared=_cleared(told.get("cleared")),
    )


def diagnosis_json(diagnosis: Diagnosis) -> dict[str, JSON]:
    """The diagnosis in the shape that `diagnosis_from_json` reads."""
    proof, path, own = diagnosis.proof, diagnosis.path, diagnosis.own_fix
    return {
        "no_fault": diagnosis.no_fault,
        "claims": [{"step": claim.step, "confidence": claim.confidence} for claim in diagnosis.claims],
        "proof": {role.value: [pin_json(pin) for pin in proof.of(role)] for role in ProofRole},
        "path": {"acted_on": path.acted_on, "damage": path.damage},
        "failure_class": diagnosis.failure_class,
        "forecast": [{"remedy": each.remedy, "passes": each.passes} for each in diagnosis.forecast],
        "own_fix": {"lever": own.lever, "text": own.text},
        "explanation": diagnosis.explanation,
        "cleared": [
            {"step": each.step, "ruled_out_by": None if each.ruled_out_by is None else pin_json(each.ruled_out_by)}
            for each in diagnosis.cleared
        ],
    }


def pin_json(pin: Pin) -> dict[str, JSON]:
    """The step, and of a quote and what is missing whichever was given."""
    told = {"quote": pin.quote, "missing": pin.missing}
    return {"step": pin.step} | {name: text for name, text in told.items() if text is not None}


def _claim(where: str, row: Mapping[str, JSON]) -> RankedClaim:
    _known(where, row, RankedClaim.__slots__)
    confidence = row.get("confidence")
    return RankedClaim(
        step=_step(f"{where}.step", row.get("step")),
        confidence=None if confidence is None else _probability(f"{where}.confidence", confidence),
    )


def _proof(body: JSON) -> Proof:
    told = _object("proof", body, Proof.__slots__)
    wrong, right = (
        tuple(_pin(where, row) for where, row in _rows(f"proof.{role}", told.get(role))) for role in ProofRole
    )
    if len(wrong) + len(right) > MAX_PINS:
        raise DiagnosisRejected(
            f"proof: {len(wrong) + len(right)} passages given, at most {MAX_PINS} count; keep the telling ones"
        )
    for place, pin in enumerate(right):
        if pin in wrong:
            raise DiagnosisRejected(
                f"proof.right[{place}]: the same passage stands under wrong; a passage has one role"
            )
    return Proof(wrong=wrong, right=right)


def _pin(where: str, row: Mapping[str, JSON]) -> Pin:
    _known(where, row, Pin.__slots__)
    step = _step(f"{where}.step", row.get("step"))
    quote, missing = (_text(f"{where}.{name}", row.get(name)) for name in ("quote", "missing"))
    if quote and missing:
        raise DiagnosisRejected(f"{where}: give a quote, or say what is missing; not both")
    return Pin.typed(step, quote, missing)


def _path(body: JSON) -> FailurePath:
    told = _object("path", body, FailurePath.__slots__)
    acted_on, damage = (
        None if told.get(name) is None else _step(f"path.{name}", told[name]) for name in FailurePath.__slots__
    )
    return FailurePath(acted_on=acted_on, damage=damage)


def _forecast(body: JSON) -> tuple[Forecast, ...]:
    stated: dict[str, Forecast] = {}
    for where, row in _rows("forecast", body):
        _known(where, row, Forecast.__slots__)
        remedy = _text(f"{where}.remedy", row.get("remedy"))
        if not remedy:
            raise DiagnosisRejected(f"{where}.remedy: expected the id of a change, got {row.get('remedy')!r}")
        if remedy in stated:
            raise DiagnosisRejected(f"{where}.remedy: {remedy!r} is forecast twice; give one number for each change")
        stated[remedy] = Forecast(remedy=remedy, passes=_probability(f"{where}.passes", row.get("passes")))
    return tuple(stated.values())


def _own_fix(body: JSON) -> OwnFix:
    told = _object("own_fix", body, OwnFix.__slots__)
    lever = _choice("own_fix.lever", told.get("lever"), tuple(Lever))
    return OwnFix(lever=Lever(lever) if lever else None, text=_text("own_fix.text", told.get("text")) or "")


def _cleared(body: JSON) -> tuple[Cleared, ...]:
    rows = _rows("cleared", body)
    if len(rows) > MAX_CLEARED:
        raise DiagnosisRejected(f"cleared: {len(rows)} steps given, at most {MAX_CLEARED} count; keep the best")
    return tuple(_cleared_step(where, row) for where, row in rows)


def _cleared_step(where: str, row: Mapping[str, JSON]) -> Cleared:
    _known(where, row, Cleared.__slots__)
    pin = row.get("ruled_out_by")
    there = (
        None if pin is None else _pin(f"{where}.ruled_out_by", _object(f"{where}.ruled_out_by", pin, Pin.__slots__))
    )
    return Cleared(step=_step(f"{where}.step", row.get("step")), ruled_out_by=there)


def _rows(where: str, body: JSON) -> list[tuple[str, Mapping[str, JSON]]]:
    rows = body or []
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise DiagnosisRejected(f"{where}: expected a list of objects, got {_shown(body)}")
    return [(f"{where}[{place}]", cast("Mapping[str, JSON]", row)) for place, row in enumerate(rows)]


def _object(where: str, body: JSON, known: Collection[str]) -> Mapping[str, JSON]:
    if body is None and where:
        return {}
    if not isinstance(body, Mapping):
        expected = f"expected an object with the keys {', '.join(known)}"
        raise DiagnosisRejected(f"{where}: {expected}, got {_shown(body)}" if where else f"a diagnosis: {expected}")
    _known(where, body, known)
    return body


def _known(where: str, body: Mapping[str, JSON], known: Collection[str]) -> None:
    for key in body:
        if key not in known:
            place = f"{where}.{key}" if where else key
            raise DiagnosisRejected(f"{place}: unknown key; known are {', '.join(known)}")


def _step(where: str, step: JSON) -> int:
    if isinstance(step, bool) or not isinstance(step, int) or step < 1:
        raise DiagnosisRejected(f"{where}: expected a step number from 1 on, got {_shown(step)}")
    return step


def _probability(where: str, value: JSON) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise DiagnosisRejected(f"{where}: expected a number from 0 to 1, got {_shown(value)}")
    return float(value)


def _text(where: str, value: JSON) -> str | None:
    if value is not None and not isinstance(value, str):
        raise DiagnosisRejected(f"{where}: expected a text or null, got {_shown(value)}")
    if (place := half_pair(value or "")) is not None:
        raise DiagnosisRejected(f"{where}: half a surrogate pair at character {place}; leave it out")
    return value


def _choice(where: str, value: JSON, known: Collection[str]) -> str | None:
    text = _text(where, value) or None  # forms send an empty text where nothing was chosen
    if text is not None and text not in known:
        raise DiagnosisRejected(f"{where}: {text!r} is not known; choose one of " + ", ".join(sorted(known)))
    return text


def _shown(value: JSON) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:80]}…"
