"""When a difference between two runs came about: at a step's beginning, or once everything inside it was over."""

from collections.abc import Iterable, Sequence

from app.domain.step import Run, Step, StepKind
from app.replay.frontier import closes_at
from app.replay.likeness import GIVEN

_AT_THE_START = frozenset({*GIVEN, "arguments"})  # known when a step begins, before anything inside it happens

Moment = tuple[int, int]


def known_at(place: int, differs: Sequence[str], *, closes: int) -> Moment:
    """When a row's difference is known, for sorting; `closes` is the place of the last row inside the row's step.

    A tool's result is made of what was retrieved inside it: where both differ, the retrieval differed first,
    although the tool's call is listed above it. Of steps that end together the inner one ended first.
    """
    if not differs or not _AT_THE_START.isdisjoint(differs):
        return place, 0
    return closes, closes - place


def endings(run: Run) -> dict[int, int]:
    """For each step that encloses later ones, the last of those, by the recorded spans and by time.

    A model step is left out: what it decided was known before the tools that it asked for, even where its span
    stays open while they run.
    """
    by_time = _inside_by_time(run.steps)
    whole = {number: max(last, by_time.get(number, 0)) for number, last in closes_at(run).items()}
    models = {step.number for step in run.steps if step.kind is StepKind.MODEL}
    return {number: last for number, last in {**by_time, **whole}.items() if number not in models}


def _inside_by_time(steps: Iterable[Step]) -> dict[int, int]:
    last: dict[int, int] = {}
    still_open: list[Step] = []
    for step in steps:
        while still_open and not _encloses(still_open[-1], step):
            still_open.pop()
        for outer in still_open:
            last[outer.number] = step.number
        still_open.append(step)
    return last


def _encloses(outer: Step, inner: Step) -> bool:
    within = outer.started_ns <= inner.started_ns and inner.ended_ns <= outer.ended_ns
    return within and (outer.started_ns, outer.ended_ns) != (inner.started_ns, inner.ended_ns)
