"""List the revealed steps of an attempt, a window at a time."""

from app.domain.header import StepHeader
from app.reading.attempt_view import window_on
from app.store.work import Work


def list_steps(work: Work, *, reader: str, attempt_id: str, first: int, last: int) -> tuple[StepHeader, ...]:
    """The rows from `first` to `last`, as far as they are revealed; at most 500."""
    attempt = work.attempts.of(reader, attempt_id)
    return window_on(work, attempt).headers(first, last)
