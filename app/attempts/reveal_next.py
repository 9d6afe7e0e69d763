"""Reveal the next call of a forward-only attempt."""

from datetime import datetime

from app.attempts.attempt_view import AttemptView, window_on
from app.attempts.record import record
from app.domain.change import StepOpened, StepRevealed
from app.domain.viewer import Viewer
from app.store.work import Work


def reveal_next(work: Work, *, viewer: Viewer, attempt_id: str, now: datetime, opening: bool = False) -> AttemptView:
    """One call more, which is looked at from now on if `opening` says so; at the end nothing changes.

    A call is one step, or a tool's with the one access that it consists of: both at once. Raises WrongState once the
    attempt is submitted.
    """
    attempt = work.attempts.for_change(viewer.id, attempt_id)
    revealed = attempt.reveal_next()
    inner = window_on(work, attempt).call_after(attempt.frontier)[1:] if revealed else ()
    opened = [StepOpened(step=each.step) for each in revealed] if opening else []
    return record(
        work, attempt, [*revealed, *(StepRevealed(step=step) for step in inner), *opened], viewer=viewer, now=now
    )
