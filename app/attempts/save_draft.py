"""Save a diagnosis as far as it is written."""

from dataclasses import replace
from datetime import datetime

from app.attempts.attempt_view import AttemptView, window_on
from app.attempts.record import record
from app.domain.change import DraftSaved
from app.domain.diagnosis import Diagnosis
from app.domain.errors import DiagnosisRejected
from app.domain.viewer import Viewer
from app.store.work import Work

MAX_EXPLANATION = 20_000  # characters; scoring reads the first 600 words


def save_draft(work: Work, *, viewer: Viewer, attempt_id: str, diagnosis: Diagnosis, now: datetime) -> AttemptView:
    """The attempt with this draft. Its evidence stays as pinned: pins have verbs of their own.

    Raises NotRevealed for a claim on a step past the frontier, and DiagnosisRejected for what is too long
    or names a remedy, since remedies are known only after the reveal.
    """
    attempt = work.attempts.for_change(viewer.id, attempt_id).still_open()
    window = window_on(work, attempt)
    for claim in diagnosis.claims:
        window.check(claim.step)
    if len(diagnosis.explanation) > MAX_EXPLANATION:
        raise DiagnosisRejected(f"explanation: at most {MAX_EXPLANATION} characters, please")
    if diagnosis.remedy is not None:
        raise DiagnosisRejected("remedy: remedies are shown after the reveal; say what you would change as fix_lever")
    draft = replace(diagnosis, evidence=attempt.draft.evidence)
    changes = [] if draft == attempt.draft else [DraftSaved(diagnosis=draft)]
    return record(work, attempt, changes, viewer=viewer, now=now)
