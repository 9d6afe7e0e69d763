"""A diagnosis read back: what its template is drawn from."""

from typing import Any

from app.attempts.attempt_view import AttemptView
from app.domain.claim import ProofRole
from app.domain.diagnosis import Diagnosis
from app.domain.fault import FAILURE_CLASSES
from app.pages.diagnosis.pins import ROLES
from app.pages.replay.step_names import headers_of, named


def summary(attempt: AttemptView) -> dict[str, Any]:
    """The draft's first part with the names of its steps."""
    draft = attempt.draft
    return {
        "attempt": attempt,
        "draft": draft,
        "names": {number: named(header) for number, header in headers_of(attempt.window, _steps(draft)).items()},
        "failure_class": FAILURE_CLASSES.get(draft.failure_class or ""),
        "proof": [(ROLES[role], draft.proof.of(role)) for role in ProofRole],
    }


def _steps(draft: Diagnosis) -> list[int]:
    """Every step that is named, some perhaps twice."""
    pins = [*draft.proof.pins, *(each.ruled_out_by for each in draft.cleared if each.ruled_out_by is not None)]
    named_steps = [draft.path.acted_on, draft.path.damage, *(claim.step for claim in draft.claims)]
    cleared = [each.step for each in draft.cleared]
    return [step for step in (*named_steps, *cleared, *(pin.step for pin in pins)) if step is not None]
