"""Take the next hint."""

from datetime import datetime

from app.attempts.attempt_view import AttemptView
from app.attempts.record import record
from app.domain.change import HintTaken
from app.domain.errors import WrongState
from app.domain.viewer import Viewer
from app.store.keys import Keys
from app.store.work import Work


def take_hint(work: Work, *, viewer: Viewer, attempt_id: str, now: datetime) -> AttemptView:
    """The attempt with one hint more. Raises WrongState when all are taken."""
    attempt = work.attempts.for_change(viewer.id, attempt_id).still_open()
    if attempt.hints_taken >= len(work.open(Keys).hints(attempt.edition)):
        raise WrongState("all hints are taken")
    return record(work, attempt, [HintTaken(hint=attempt.hints_taken + 1)], viewer=viewer, now=now)
