"""Reveal the next step of a forward-only attempt."""

from datetime import datetime

from app.attempts.record import record
from app.reading.sitting import Sitting, seated
from app.store.work import Work


def reveal_next(work: Work, *, reader: str, attempt_id: str, now: datetime) -> Sitting:
    """One step more; at the end nothing changes. Raises WrongState once the attempt is submitted."""
    before = work.attempts.for_change(reader, attempt_id)
    after = before.revealing_next()
    if after.frontier == before.frontier:
        return seated(work, before, reader=reader)
    return record(work, after, "step.revealed", {"step": after.frontier}, reader=reader, now=now)
