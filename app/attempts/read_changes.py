"""Read the changes that were recorded for a run, to forecast what each did: once the first part is locked."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from app.attempts.answer_access import check_answer
from app.domain.answer import RemedyOutcome
from app.domain.attempt import Attempt
from app.domain.errors import NotRevealed
from app.domain.viewer import Viewer
from app.store.keys import Keys
from app.store.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedChange:
    """A change to the agent, as a forecast asks about it: nothing in it tells what it did."""

    id: str
    title: str
    detail: str


def read_changes(work: Work, *, viewer: Viewer, attempt_id: str) -> tuple[RecordedChange, ...]:
    """The changes in an order of this attempt's own; none where nothing is wrong.

    Raises NotRevealed before the first part is locked, in the same words whether or not there are any.
    """
    attempt = work.attempts.of(viewer.id, attempt_id)
    if attempt.locked is None:
        raise NotRevealed("the changes are shown once the first part of the diagnosis is locked")
    check_answer(work, attempt, viewer=viewer)
    return changes_of(work, attempt)


def changes_of(work: Work, attempt: Attempt) -> tuple[RecordedChange, ...]:
    """The changes of an attempt in its own order."""
    asked = shuffled(work.open(Keys).of(attempt.edition).asked, attempt_id=attempt.id)
    return tuple(RecordedChange(id=each.id, title=each.title, detail=each.detail) for each in asked)


def shuffled(remedies: Iterable[RemedyOutcome], *, attempt_id: str) -> tuple[RemedyOutcome, ...]:
    """Changes in the same order at every look of an attempt: that of their author tells which were meant to help."""
    return tuple(sorted(remedies, key=lambda remedy: sha256(f"{attempt_id}/{remedy.id}".encode()).digest()))
