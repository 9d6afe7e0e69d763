"""Reveal the next step of a forward-only attempt."""

from datetime import datetime

from app.attempts.record import record
from app.reading.attempt_view import AttemptView
from app.store.work import Work


def reveal_next(work: Work, *, reader: str, attempt_id: str, now: datetime) -> AttemptView:
    """One step more; at the end nothing changes. Raises WrongState once the attempt is submitted."""
    attempt = work.attempts.for_change(reader, attempt_id)
    return record(work, attempt, attempt.reveal_next(), reader=reader, now=now)
