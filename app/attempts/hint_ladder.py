"""The hints of an attempt: those that were taken, and whether the next one may be."""

from dataclasses import dataclass

from app.domain.answer import Hint
from app.domain.attempt import Attempt
from app.store.keys import Keys
from app.store.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class HintLadder:
    """`taken` are the texts so far; `more` if there are others, `ready` if the next of them may be taken now."""

    taken: tuple[str, ...]
    more: bool
    ready: bool


def hint_ladder(work: Work, attempt: Attempt) -> HintLadder:
    """A hint waits until the frontier has reached its step; what it says, and which step that is, stays here."""
    hints = work.open(Keys).hints(attempt.edition)
    left = hints[attempt.hints_taken :]
    return HintLadder(
        taken=tuple(hint.text for hint in hints[: attempt.hints_taken]),
        more=bool(left),
        ready=bool(left) and not attempt.done and not _too_early(left[0], attempt),
    )


def _too_early(hint: Hint, attempt: Attempt) -> bool:
    return hint.points_past(attempt.frontier, last_step=attempt.last_step)
