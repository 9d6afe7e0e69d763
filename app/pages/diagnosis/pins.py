"""The pins of an attempt as the diagnosis form names them, and what it changes of them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from app.attempts.attempt_view import AttemptView
from app.attempts.pin_evidence import pin_evidence, unpin_evidence
from app.domain.claim import Evidence, Pin, ProofRole
from app.domain.diagnosis_json import pin_json
from app.domain.errors import DiagnosisRejected
from app.domain.json import content_hash
from app.domain.viewer import Viewer
from app.store.work import Work

ROLES = {"": "neither", ProofRole.WRONG.value: "what is wrong", ProofRole.RIGHT.value: "what would have been right"}


def key_of(pin: Pin) -> str:
    """What names the pin in a form: its place would name another one once a pin before it is taken out elsewhere."""
    return content_hash(pin_json(pin))


def role_of(typed: str) -> ProofRole | None:
    """The role that was chosen; None for neither, and for what is no role."""
    return ProofRole(typed) if typed in tuple(ProofRole) else None


def change_roles(
    work: Work, chosen: Mapping[str, str], *, viewer: Viewer, attempt: AttemptView, now: datetime
) -> dict[str, str]:
    """Give each pin, by its key, the role that was chosen for it; errors by field.

    Roles are taken away first: whoever exchanges one passage for another has never too many.
    """
    changed = [
        replace(each, role=role_of(chosen[key_of(each.pin)]))
        for each in attempt.pins
        if key_of(each.pin) in chosen and role_of(chosen[key_of(each.pin)]) is not each.role
    ]
    errors = {}
    for evidence in sorted(changed, key=lambda each: each.role is not None):
        try:
            pin_evidence(work, viewer=viewer, attempt_id=attempt.id, evidence=evidence, now=now)
        except DiagnosisRejected as error:
            errors[f"role_{key_of(evidence.pin)}"] = f"Proof: {said(error)}"
    return errors


def remove_pin(work: Work, key: str, *, viewer: Viewer, attempt: AttemptView, now: datetime) -> None:
    """Take the pin with this key out, if it is there."""
    for each in attempt.pins:
        if key_of(each.pin) == key:
            unpin_evidence(work, viewer=viewer, attempt_id=attempt.id, pin=each.pin, now=now)


def add_pin(work: Work, evidence: Evidence, *, viewer: Viewer, attempt: AttemptView, now: datetime) -> dict[str, str]:
    """Pin what was typed; errors by field."""
    try:
        pin_evidence(work, viewer=viewer, attempt_id=attempt.id, evidence=evidence, now=now, unsaid=("claim",))
    except DiagnosisRejected as error:
        field = {"missing": "evidence_missing", "role": "evidence_role"}.get(field_of(error), "evidence_quote")
        return {field: f"Proof: {said(error)}"}
    return {}


def field_of(error: DiagnosisRejected) -> str:
    """`quote: this is not ...` -> `quote`."""
    return str(error).partition(":")[0]


def said(error: DiagnosisRejected) -> str:
    """`quote: this is not ...` -> `this is not ...`."""
    return str(error).partition(": ")[2]
