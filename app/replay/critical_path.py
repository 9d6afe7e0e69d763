"""Which steps the run's wall-clock time was spent in waiting for: the path from its last end back to its start."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTiming:
    """When a step ran; `closes` is the last step inside it, its own number for most.

    While a step runs, its end is unknown: `ended_ns` is None, and everything after it lies inside it.
    """

    number: int
    started_ns: int
    ended_ns: int | None
    closes: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A time in which everything waited for this step."""

    number: int
    started_ns: int
    ended_ns: int

    @property
    def length_ns(self) -> int:
        return self.ended_ns - self.started_ns


def critical_path(steps: Sequence[StepTiming]) -> tuple[Segment, ...]:
    """The segments, in order of time; they never overlap, and what lies between them is time outside of all steps.

    `steps` are in order of their numbers, from 1 on without a gap. From the last end one goes back: into the step
    that ended last before, and from its beginning on to whatever ended last before that. A step that encloses
    others is on the path only while none of those is. Of parallel steps that is the slowest one.
    """
    above = _above(steps)
    waiting = sorted((step for step in steps if _length(step) > 0), key=_end_then_start)
    found: list[Segment] = []
    cursor = waiting[-1].ended_ns or 0 if waiting else 0
    scope = None
    while (before := _before(waiting, scope)) is not None or scope is not None:
        begin = _end(before) if before is not None else scope.started_ns if scope is not None else cursor
        if scope is not None and begin < cursor:
            found.append(Segment(scope.number, begin, cursor))
        cursor = begin
        scope = before if before is not None else _around(scope, above, cursor)
    return tuple(reversed(found))


def _before(waiting: list[StepTiming], scope: StepTiming | None) -> StepTiming | None:
    """Take the step that ended last and, within an enclosing step, after that one's beginning.

    Steps beside an enclosing one that ended while it ran did not hold anything up, and are dropped.
    """
    while waiting:
        end = _end(waiting[-1])
        if scope is None or (end > scope.started_ns and _inside(waiting[-1], scope)):
            return waiting.pop()
        if end <= scope.started_ns:
            return None
        waiting.pop()
    return None


def _around(step: StepTiming | None, above: dict[int, StepTiming], cursor: int) -> StepTiming | None:
    """The nearest enclosing step that ran at this time."""
    while step is not None:
        step = above.get(step.number)
        if step is not None and step.started_ns < cursor and (step.ended_ns is None or step.ended_ns >= cursor):
            return step
    return None


def _above(steps: Sequence[StepTiming]) -> dict[int, StepTiming]:
    """For each step the nearest one that it lies inside of."""
    by_number = {step.number: step for step in steps}
    found: dict[int, StepTiming] = {}
    for before, step in pairwise(steps):
        near: StepTiming | None = before
        while near is not None and not _inside(step, near):
            near = found.get(near.number)
        if near is not None:
            found[step.number] = by_number[near.number]
    return found


def _inside(step: StepTiming, other: StepTiming) -> bool:
    return other.number < step.number and (other.ended_ns is None or step.number <= other.closes)


def _length(step: StepTiming) -> int:
    return 0 if step.ended_ns is None else step.ended_ns - step.started_ns


def _end(step: StepTiming) -> int:
    return step.started_ns if step.ended_ns is None else step.ended_ns


def _end_then_start(step: StepTiming) -> tuple[int, int, int]:
    return _end(step), step.started_ns, step.number
