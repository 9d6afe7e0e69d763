"""Submit the diagnosis, once and for all."""

from datetime import datetime

from app.attempts.record import record
from app.domain.diagnosis import diagnosis_json
from app.domain.errors import DiagnosisRejected
from app.domain.json import JSON
from app.reading.bundled_run import load_arms
from app.reading.sitting import Sitting
from app.scoring.total import score
from app.store.work import Work


def submit(work: Work, *, reader: str, attempt_id: str, now: datetime) -> Sitting:
    """The attempt with its draft as the final diagnosis.

    Raises DiagnosisRejected for an empty one and WrongState for an attempt that is submitted already.
    """
    attempt = work.attempts.for_change(reader, attempt_id).still_open()
    if attempt.draft.empty:
        raise DiagnosisRejected("the diagnosis is empty: name a step, or say that there is no fault")
    done = attempt.submitting(attempt.draft, at=now)
    run = work.whole_run(work.attempts.run_of(reader, attempt_id))
    total = score(attempt.draft, work.keys.of(attempt.scenario, attempt.variant), run=run).total
    load_arms(work, attempt.scenario, attempt.variant)
    work.attempts.note_total(attempt_id, total)
    payload: dict[str, JSON] = {"diagnosis": diagnosis_json(attempt.draft), "total": total}
    return record(work, done, "diagnosis.submitted", payload, reader=reader, now=now)
