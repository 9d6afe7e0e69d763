"""Keep what a reader did: the attempt's new value and the event that led to it, together."""

from collections.abc import Mapping
from datetime import datetime

from app.domain.attempt import Attempt
from app.domain.json import JSON
from app.reading.sitting import Sitting, seated
from app.store.work import Work


def record(
    work: Work, attempt: Attempt, kind: str, payload: Mapping[str, JSON], *, reader: str, now: datetime
) -> Sitting:
    """The attempt as its reader sees it after `kind` happened."""
    work.attempts.keep(attempt)
    work.events.append(attempt.id, kind, payload, actor=reader, at=now)
    return seated(work, attempt, reader=reader)
