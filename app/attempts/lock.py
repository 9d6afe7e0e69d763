"""Lock the first part of the diagnosis: what happened, for good."""

from datetime import datetime

from app.attempts.answer_access import check_answer
from app.attempts.attempt_view import AttemptView
from app.attempts.record import record
from app.domain.viewer import Viewer
from app.store.work import Work


def lock(work: Work, *, viewer: Viewer, attempt_id: str, now: datetime) -> AttemptView:
    """The attempt with its first part locked; from now on `read_changes` tells what was tried.

    Raises DiagnosisRejected for an empty first part, WrongState where it is locked or the diagnosis sent, and
    NotAllowed where the answer is withheld: the changes are a part of it.
    """
    attempt = work.attempts.for_change(viewer.id, attempt_id)
    changes = attempt.lock()
    check_answer(work, attempt, viewer=viewer)
    return record(work, attempt, changes, viewer=viewer, now=now)
