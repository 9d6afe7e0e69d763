"""Take the next hint."""

from datetime import datetime

from app.attempts.answer_access import check_answer
from app.attempts.attempt_view import AttemptView
from app.attempts.hint_ladder import hint_ladder
from app.attempts.record import record
from app.domain.change import HintTaken
from app.domain.errors import WrongState
from app.domain.viewer import Viewer
from app.store.work import Work


def take_hint(work: Work, *, viewer: Viewer, attempt_id: str, now: datetime) -> AttemptView:
    """The attempt with one hint more.

    Raises WrongState when all are taken, and where the next one may point past the frontier; at which step it may
    be taken is not told. NotAllowed where the answer is withheld.
    """
    attempt = work.attempts.for_change(viewer.id, attempt_id).not_locked()
    check_answer(work, attempt, viewer=viewer)
    ladder = hint_ladder(work, attempt)
    if not ladder.more:
        raise WrongState("all hints are taken")
    if not ladder.ready:
        raise WrongState("there is no hint for what you have seen so far: read on and ask again")
    return record(work, attempt, [HintTaken(hint=attempt.hints_taken + 1)], viewer=viewer, now=now)
