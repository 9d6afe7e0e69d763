"""Submit the diagnosis, once and for all."""

from dataclasses import dataclass
from datetime import datetime

from app.attempts.answer_access import check_answer
from app.attempts.attempt_view import AttemptView, run_of
from app.attempts.record import record
from app.domain.attempt import Attempt
from app.domain.change import DiagnosisScored
from app.domain.diagnosis import Diagnosis
from app.domain.score import Score
from app.domain.viewer import Viewer
from app.reading.bundled_run import load_ahead, load_arms
from app.scoring.total import score
from app.store.engine import Store
from app.store.keys import Keys
from app.store.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredDraft:
    """A draft and what it earns, against the key of an edition and on a run."""

    draft: Diagnosis
    edition: str
    run_id: str
    score: Score

    def is_of(self, attempt: Attempt) -> bool:
        """Whether the attempt still is as it was when this was scored."""
        return (self.draft, self.edition, self.run_id) == (attempt.draft, attempt.edition, run_of(attempt))


def submit_prepared(store: Store, *, viewer: Viewer, attempt_id: str, now: datetime) -> AttemptView:
    """As `submit`, in a unit of work of its own; what takes long is done before it, while others may write."""
    with store.reading() as work:
        attempt = work.attempts.of(viewer.id, attempt_id)
        attempt.submit()
        check_answer(work, attempt, viewer=viewer)
        scored = _scored(work, attempt)
        arms = work.open(Keys).arms(attempt.edition).values()
    load_ahead(store, attempt.edition, arms)
    with store.writing() as work:
        return submit(work, viewer=viewer, attempt_id=attempt_id, now=now, scored=scored)


def submit(
    work: Work, *, viewer: Viewer, attempt_id: str, now: datetime, scored: ScoredDraft | None = None
) -> AttemptView:
    """The attempt with its draft as the final diagnosis; `scored` is taken if it still is of this draft.

    Raises WrongState for an attempt that is submitted already or whose first part is not locked, NotAllowed where
    its answer is withheld, and RunGone where its run was deleted.
    """
    attempt = work.attempts.for_change(viewer.id, attempt_id)
    submitted = attempt.submit()
    check_answer(work, attempt, viewer=viewer)
    if scored is None or not scored.is_of(attempt):
        scored = _scored(work, attempt)
    arms = load_arms(work, attempt.edition, work.open(Keys).arms(attempt.edition))
    earned = DiagnosisScored(score=scored.score, arms=arms)
    return record(work, attempt, [*submitted, earned], viewer=viewer, now=now)


def _scored(work: Work, attempt: Attempt) -> ScoredDraft:
    run_id, key = run_of(attempt), work.open(Keys).of(attempt.edition)
    ticket = work.editions.scenario(attempt.edition).variants[0].ticket
    found = score(attempt.draft, key, run=work.full_run(run_id), ticket=ticket)
    return ScoredDraft(draft=attempt.draft, edition=attempt.edition, run_id=run_id, score=found)
