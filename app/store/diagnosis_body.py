"""A diagnosis and what was pinned for it, as they are stored now and as the first version stored them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.domain.claim import Evidence, Pin, ProofRole
from app.domain.diagnosis import MAX_CLAIMS, Diagnosis, RankedClaim
from app.domain.diagnosis_json import diagnosis_from_json, pin_json
from app.domain.json import JSON

_FORMER = {"evidence", "fix_lever", "remedy"}  # evidence has events of its own; no attempt could name a remedy


def diagnosis_of(body: Mapping[str, Any]) -> Diagnosis:
    """The diagnosis that was stored. The first version took three claims, and a lever as the whole fix."""
    if not _FORMER & body.keys():
        return diagnosis_from_json(body)
    claims = body.get("claims") or []
    told = {name: value for name, value in body.items() if name not in _FORMER}
    found = diagnosis_from_json(told | {"claims": claims[:MAX_CLAIMS], "own_fix": {"lever": body.get("fix_lever")}})
    return replace(found, claims=(*found.claims, *(RankedClaim(**each) for each in claims[MAX_CLAIMS:])))


def evidence_body(evidence: Evidence) -> dict[str, JSON]:
    """A pin with its role and its claim."""
    return pin_json(evidence.pin) | {"role": evidence.role, "claim": evidence.claim}


def evidence_of(body: Mapping[str, Any]) -> Evidence:
    """The pin that was stored. The first version knew neither roles nor what is missing."""
    role = body.get("role")
    return Evidence(pin=pin_of(body), role=ProofRole(role) if role else None, claim=body.get("claim"))


def pin_of(body: Mapping[str, Any]) -> Pin:
    """The step with its quote, or with what is missing there."""
    return Pin(step=body["step"], quote=body.get("quote"), missing=body.get("missing"))
