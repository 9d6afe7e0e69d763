"""Reveal the next step of a forward-only attempt."""

from datetime import datetime

from app.attempts.attempt_view import AttemptView
from app.attempts.record import record
from app.domain.change import StepOpened
from app.domain.viewer import Viewer
from app.store.work import Work


def reveal_next(work: Work, *, viewer: Viewer, attempt_id: str, now: datetime, opening: bool = False) -> AttemptView:
    """One step more, which is looked at from now on if `opening` says so; at the end nothing changes.

    Raises WrongState once the attempt is submitted.
    """
    attempt = work.attempts.for_change(viewer.id, attempt_id)
    revealed = attempt.reveal_next()
    opened = [StepOpened(step=each.step) for each in revealed] if opening else []
    return record(work, attempt, [*revealed, *opened], viewer=viewer, now=now)
