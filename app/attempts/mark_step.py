"""Mark a step: as the suspect, as worth coming back to, or not at all."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from app.attempts.record import record
from app.domain.attempt import Attempt
from app.reading.sitting import Sitting, window_on
from app.store.work import Work


class Mark(StrEnum):
    """There is one suspect at a time, and any number of other marks."""

    SUSPECT = "suspect"
    MARK = "mark"
    NONE = "none"


def mark_step(work: Work, *, reader: str, attempt_id: str, step: int, mark: Mark, now: datetime) -> Sitting:
    """The attempt with the step marked. Raises NotRevealed for a step past the frontier."""
    attempt = work.attempts.for_change(reader, attempt_id).still_open()
    window_on(work, attempt, reader=reader).check(step)
    payload = {"step": step, "as": mark.value}
    return record(work, _marked(attempt, step, mark), "step.marked", payload, reader=reader, now=now)


def _marked(attempt: Attempt, step: int, mark: Mark) -> Attempt:
    others = tuple(each for each in attempt.marks if each != step)
    match mark:
        case Mark.SUSPECT:
            return replace(attempt, suspect=step)
        case Mark.MARK:
            return replace(attempt, marks=tuple(sorted({*others, step})))
        case Mark.NONE:
            return replace(attempt, marks=others, suspect=None if attempt.suspect == step else attempt.suspect)
        case _:
            assert_never(mark)
