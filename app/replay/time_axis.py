"""Lay a stretch of time out on a line on which long waits take little room."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

Interval = tuple[int, int]  # begin and end, nanoseconds since the Unix epoch

LONG_WAIT = 0.05  # of the busy time: a longer wait is squeezed
ALL_WAITS = 0.3  # of the busy time: room for all squeezed waits together
_SECOND = 1_000_000_000
_ROUND = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21600, 43200, 86400)  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class AxisSegment:
    """A part of the line on which time runs evenly; `at` and `to` are its place, from 0 to 1.

    In a `squeezed` one nothing happens, and its length is not to scale.
    """

    start_ns: int
    end_ns: int
    at: float
    to: float
    squeezed: bool = False


@dataclass(frozen=True, slots=True)
class AxisTick:
    """A round time since the origin, and its place from 0 to 1."""

    elapsed_ns: int
    at: float


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Stretches without a gap between them, in order; at least one."""

    stretches: tuple[AxisSegment, ...]

    @property
    def start_ns(self) -> int:
        return self.stretches[0].start_ns

    def place(self, time_ns: int) -> float:
        """Where a time lies, from 0 to 1; what is outside lies at the nearer end."""
        index = bisect_right(self.stretches, time_ns, key=lambda stretch: stretch.start_ns) - 1
        stretch = self.stretches[max(0, index)]
        length = stretch.end_ns - stretch.start_ns
        share = min(1.0, max(0, time_ns - stretch.start_ns) / length) if length else 0.0
        return stretch.at + share * (stretch.to - stretch.at)

    def ticks(self, most: int, *, origin_ns: int | None = None) -> tuple[AxisTick, ...]:
        """Times that are round since `origin_ns` (else since the axis begins), spread over what is to scale.

        About `most` of them, never more than twice as many.
        """
        origin = self.start_ns if origin_ns is None else origin_ns
        even = [stretch for stretch in self.stretches if not stretch.squeezed]
        step = round_step(sum(stretch.end_ns - stretch.start_ns for stretch in even) // max(1, most))
        found: list[AxisTick] = []
        for stretch in even:
            first = -(-(stretch.start_ns - origin) // step)
            last = min((stretch.end_ns - origin) // step, first + 2 * most)
            found += [AxisTick(place * step, self.place(origin + place * step)) for place in range(first, last + 1)]
        return tuple(found[: 2 * most])


def time_axis(intervals: Iterable[Interval]) -> TimeAxis:
    """The axis from the first begin to the last end; without intervals a point."""
    busy = merged(intervals)
    if not busy:
        return TimeAxis((AxisSegment(start_ns=0, end_ns=0, at=0.0, to=1.0),))
    waits = [(left[1], right[0]) for left, right in pairwise(busy)]
    worked = sum(end - start for start, end in busy)
    long = [wait for wait in waits if worked and wait[1] - wait[0] > LONG_WAIT * worked]
    room = worked * min(LONG_WAIT, ALL_WAITS / len(long)) if long else 0.0
    return TimeAxis(_laid_out((busy[0][0], busy[-1][1]), long, room))


def merged(intervals: Iterable[Interval]) -> list[Interval]:
    """The times at which anything ran, as intervals that do not touch."""
    found: list[Interval] = []
    for start, end in sorted(intervals):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, max(start, end)))
    return found


def round_step(least_ns: int) -> int:
    """The smallest round duration of at least so many nanoseconds."""
    if least_ns >= _SECOND:
        days = -(-least_ns // (_ROUND[-1] * _SECOND))
        return next((each * _SECOND for each in _ROUND if each * _SECOND >= least_ns), days * _ROUND[-1] * _SECOND)
    power = 1
    while power * 10 < least_ns:
        power *= 10
    return next(each * power for each in (1, 2, 5, 10) if each * power >= least_ns)


def _laid_out(whole: Interval, waits: Sequence[Interval], room: float) -> tuple[AxisSegment, ...]:
    """The stretches between and in these waits, each wait as long as `room`."""
    edges = [whole[0], *(edge for wait in waits for edge in wait), whole[1]]
    lengths = [room if index % 2 else float(end - start) for index, (start, end) in enumerate(pairwise(edges))]
    total = sum(lengths) or 1.0
    found: list[AxisSegment] = []
    drawn = 0.0
    for index, length in enumerate(lengths):
        at, drawn = drawn / total, drawn + length
        to = 1.0 if index == len(lengths) - 1 else drawn / total
        found.append(
            AxisSegment(start_ns=edges[index], end_ns=edges[index + 1], at=at, to=to, squeezed=index % 2 == 1)
        )
    return tuple(found)
