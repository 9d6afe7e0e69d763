"""Read the numbers of a run as far as it is revealed: what it used, what weighs most, what was waited for."""

from collections import Counter
from dataclasses import dataclass

from app.domain.header import StepHeader
from app.reading.overview import Overview, overview_of, part_of
from app.reading.window import Window
from app.replay.critical_path import critical_path
from app.replay.totals import Totals
from app.store.figures import RunPart, Sum

TOP = 10  # steps in each list of the heaviest
TOP_WAITS = 20
STATIONS = 10  # along the run, at which is told what had been used


@dataclass(frozen=True, slots=True)
class Wait:
    """A step on the critical path, and how long everything waited for it."""

    header: StepHeader
    time_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """The critical path in figures: `wall_ns` is from the first begin to the last end that is known.

    `between_ns` of it was spent outside of all steps; `top` are the steps that were waited for longest.
    """

    wall_ns: int
    between_ns: int
    steps: int
    top: tuple[Wait, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunNumbers:
    """All figures of what is revealed. Groups are told with what they have in common, the largest first.

    `so_far` are the totals at a few steps along the run, the last revealed one included.
    """

    overview: Overview
    so_far: tuple[Totals, ...]
    by_kind: tuple[tuple[str | None, Sum], ...]
    by_agent: tuple[tuple[str | None, Sum], ...]
    by_model: tuple[tuple[str | None, Sum], ...]
    by_tool: tuple[tuple[str | None, Sum], ...]
    longest: tuple[StepHeader, ...]
    costliest: tuple[StepHeader, ...]
    waits: Waits

    @property
    def totals(self) -> Totals:
        return self.so_far[-1]


def read_numbers(window: Window) -> RunNumbers:
    """The numbers of what a window shows."""
    part, figures = part_of(window), window.work.figures
    along = stations(window.frontier)
    totals = window.totals_at(along)
    return RunNumbers(
        overview=overview_of(window),
        so_far=tuple(totals[number] for number in along),
        by_kind=figures.by_kind(part),
        by_agent=figures.by_agent(part),
        by_model=figures.by_model(part),
        by_tool=figures.by_tool(part),
        longest=_in_order(window, figures.longest(part, limit=TOP)),
        costliest=_in_order(window, figures.costliest(part, limit=TOP)),
        waits=_waits(window, part),
    )


def stations(frontier: int) -> tuple[int, ...]:
    """Steps that part the run evenly, the frontier last; 0 where there is no step."""
    first = min(1, frontier)
    return tuple(sorted({max(first, frontier * part // STATIONS) for part in range(1, STATIONS + 1)}))


def _in_order(window: Window, numbers: tuple[int, ...]) -> tuple[StepHeader, ...]:
    found = {header.number: header for header in window.headers_at(numbers)}
    return tuple(found[number] for number in numbers)


def _waits(window: Window, part: RunPart) -> Waits:
    times = window.work.figures.times(part)
    path = critical_path(times)
    waited: Counter[int] = Counter()
    for segment in path:
        waited[segment.number] += segment.length_ns
    wall = path[-1].ended_ns - min(step.started_ns for step in times) if path else 0
    most = dict(sorted(waited.items(), key=lambda each: (-each[1], each[0]))[:TOP_WAITS])
    return Waits(
        wall_ns=wall,
        between_ns=wall - sum(waited.values()),
        steps=len(waited),
        top=tuple(Wait(header, most[header.number]) for header in _in_order(window, tuple(most))),
    )
