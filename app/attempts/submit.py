"""Submit the diagnosis, once and for all."""

from datetime import datetime

from app.attempts.attempt_view import AttemptView, run_of
from app.attempts.record import record
from app.domain.change import DiagnosisScored
from app.domain.viewer import Viewer
from app.reading.bundled_run import load_arms
from app.scoring.total import score
from app.store.keys import Keys
from app.store.work import Work


def submit(work: Work, *, viewer: Viewer, attempt_id: str, now: datetime) -> AttemptView:
    """The attempt with its draft as the final diagnosis.

    Raises DiagnosisRejected for an empty one, WrongState for an attempt that is submitted already, and
    RunGone where its run was deleted.
    """
    attempt = work.attempts.for_change(viewer.id, attempt_id)
    submitted = attempt.submit()
    keys = work.open(Keys)
    found = score(attempt.draft, keys.of(attempt.edition), run=work.full_run(run_of(attempt)))
    scored = DiagnosisScored(score=found, arms=load_arms(work, attempt.edition, keys.arms(attempt.edition)))
    return record(work, attempt, [*submitted, scored], viewer=viewer, now=now)
