"""Record what a reader did: the events, and the attempt that they come to."""

from collections.abc import Iterable
from datetime import datetime

from app.domain.attempt import Attempt
from app.domain.change import Change
from app.reading.sitting import Sitting, seated
from app.store.work import Work


def record(work: Work, attempt: Attempt, changes: Iterable[Change], *, reader: str, now: datetime) -> Sitting:
    """The attempt as its reader sees it after the changes; without any, as it was."""
    after = work.attempts.record(attempt, changes, actor=reader, at=now)
    return seated(work, after)
