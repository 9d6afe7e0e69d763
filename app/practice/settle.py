"""Settle what the first version left open: it kept neither what an attempt read nor what it is compared with."""

from app.domain.attempt import Attempt
from app.domain.change import Change, DiagnosisScored, RunAssigned
from app.domain.errors import NotFound
from app.reading.bundled_run import load_run
from app.store.keys import Keys
from app.store.work import Work


def settle(work: Work) -> None:
    """Note it with each attempt, while key and run are those that it was submitted against.

    An attempt whose scenario or run is gone has nothing left to note. A total stays as it was given, without
    verdicts: the rules that gave it are not those of now.
    """
    for attempt in work.attempts.without_edition():
        try:
            edition = work.catalog.edition(attempt.scenario, attempt.variant)
        except NotFound:
            continue
        assigned = RunAssigned(run_id=attempt.run_id, last_step=attempt.last_step, edition=edition)
        _record(work, attempt, assigned, at_start=True)
        if attempt.score is not None and work.runs.there(attempt.run_id):
            scored = DiagnosisScored(score=attempt.score, arms=_arms(work, edition))
            _record(work, attempt, scored, at_start=False)


def _record(work: Work, attempt: Attempt, change: Change, *, at_start: bool) -> None:
    """With the time at which it happened."""
    held = work.attempts.for_change(attempt.reader, attempt.id)
    at = attempt.started_at if at_start else attempt.submitted_at or attempt.started_at
    work.attempts.record(held, [change], actor=attempt.reader, at=at)


def _arms(work: Work, edition: str) -> dict[str, str]:
    """The runs that were compared so far; the first version kept each under the id of its recording."""
    arms = work.open(Keys).arms(edition).items()
    return {name: arm if work.runs.there(arm) else load_run(work, edition, arm) for name, arm in arms}
