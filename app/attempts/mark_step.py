"""Mark a step: as the suspect, as worth coming back to, or not at all."""

from datetime import datetime

from app.attempts.attempt_view import AttemptView, window_on
from app.attempts.record import record
from app.domain.change import Mark, StepMarked
from app.domain.viewer import Viewer
from app.store.work import Work


def mark_step(work: Work, *, viewer: Viewer, attempt_id: str, step: int, mark: Mark, now: datetime) -> AttemptView:
    """The attempt with the step marked. Raises NotRevealed for a step past the frontier."""
    attempt = work.attempts.for_change(viewer.id, attempt_id).still_open()
    window_on(work, attempt).check(step)
    return record(work, attempt, [StepMarked(step=step, mark=mark)], viewer=viewer, now=now)
