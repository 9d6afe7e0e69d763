"""Choose the item to read next by what is public of it and by what this reader did: never by a key."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.attempt import Attempt
from app.domain.scenario import Difficulty, Scenario
from app.scoring.lesson import Lesson
from app.scoring.weights import NOTHING_WRONG, ROOT_CAUSE

_RANK = {difficulty: rank for rank, difficulty in enumerate(Difficulty)}
_FINDING = {ROOT_CAUSE, NOTHING_WRONG}


@dataclass(frozen=True, slots=True, kw_only=True)
class NextItem:
    """A variant to read. `known` where the reader was shown the answer of another variant of its scenario.

    `begun` is the id of this reader's attempt at it that is still open; None where it is to be started.
    """

    scenario: Scenario
    variant: str
    known: bool
    begun: str | None


def next_item(
    lesson: Lesson, *, read: Scenario, offered: Sequence[Scenario], attempts: Sequence[Attempt]
) -> NextItem | None:
    """After `read`, with this lesson: of what is offered, in its order, and given all attempts of the reader.

    First a scenario of which no answer was shown to the reader; then another variant of the one in which the last
    attempt earned least, longest ago; None where nothing is left. A warm-up is for the beginning, and never next.
    """
    revealed = {attempt.scenario for attempt in attempts if attempt.done}
    left = [each for each in offered if not each.warm_up and _left(each, attempts)]
    unread = [scenario for scenario in left if scenario.slug not in revealed]
    if unread:
        return _item(min(unread, key=lambda each: _fit(each, lesson, read)), attempts, known=False)
    if left:
        return _item(min(left, key=lambda each: _earned(each, attempts)), attempts, known=True)
    return None


def _fit(scenario: Scenario, lesson: Lesson, read: Scenario) -> tuple[int, int, int, int]:
    """The less the better. What was missed is practised on a run like the one that was read: as hard, of its skills.

    Where the search itself went wrong, the shortest of these; where nothing was missed, one that is harder and asks
    for other skills.
    """
    rank, shared = _RANK[scenario.difficulty], len({*scenario.skills} & {*read.skills})
    if lesson.flawless:
        return abs(rank - _RANK[read.difficulty] - 1), -rank, shared, -scenario.minutes
    minutes = scenario.minutes if lesson.missed in _FINDING else abs(scenario.minutes - read.minutes)
    return abs(rank - _RANK[read.difficulty]), rank, -shared, minutes


def _earned(scenario: Scenario, attempts: Iterable[Attempt]) -> tuple[float, float]:
    """What the last attempt at a scenario earned, and when it was sent."""
    sent = [
        (attempt.submitted_at.timestamp(), attempt.total or 0.0)
        for attempt in attempts
        if attempt.scenario == scenario.slug and attempt.submitted_at is not None
    ]
    at, total = max(sent)
    return total, at


def _left(scenario: Scenario, attempts: Iterable[Attempt]) -> list[str]:
    """The variants of which this reader sent no diagnosis."""
    sent = {attempt.variant for attempt in attempts if attempt.scenario == scenario.slug and attempt.done}
    return [variant.id for variant in scenario.variants if variant.id not in sent]


def _item(scenario: Scenario, attempts: Iterable[Attempt], *, known: bool) -> NextItem:
    """The variant that was begun last and can be read on, else the first one that is left."""
    left = _left(scenario, attempts)
    begun = [
        attempt
        for attempt in attempts
        if attempt.scenario == scenario.slug and attempt.variant in left and not (attempt.done or attempt.run_deleted)
    ]
    last = max(begun, key=lambda attempt: (attempt.started_at, attempt.id), default=None)
    if last is None:
        return NextItem(scenario=scenario, variant=left[0], known=known, begun=None)
    return NextItem(scenario=scenario, variant=last.variant, known=known, begun=last.id)
