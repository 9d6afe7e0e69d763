"""Charts along a run: context size, cost and latency as lines and bars, and the same in words."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from statistics import median

from app.domain.duration import duration
from app.pages.replay.figures import money, short_count

WIDTH, HEIGHT, HEAD = 1000, 100, 6  # units of the drawing; the page stretches it
MOST_LINES = 6  # lanes with a line of their own; more could not be told apart
FALL = 2 / 3  # a context this much smaller than the one before was compacted, or begins anew
MOST_FALLS = 3  # named in the sentence
STEEP = 50  # times the median: beyond it a line's lower part would lie flat


class Measure(StrEnum):
    """What the chart along the run shows."""

    CONTEXT = "context"
    COST = "cost"
    LATENCY = "latency"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartPoint:
    """What some neighbouring steps came to: `left` and `right` are their place along the run, from 0 to 1.

    `last` is the last of them, where there is more than one.
    """

    step: int
    left: float
    right: float
    lane: str
    value: float
    last: int | None = None

    @property
    def steps(self) -> str:
        """`41`, or `41 to 44`."""
        return f"{self.step:,}" if self.last in (None, self.step) else f"{self.step:,} to {self.last:,}"

    @property
    def where(self) -> str:
        """`step 41`, or `steps 41 to 44`."""
        return f"step {self.steps}" if self.last in (None, self.step) else f"steps {self.steps}"


@dataclass(frozen=True, slots=True)
class ChartLine:
    """One lane's line: an SVG path, and one that closes it to an area."""

    lane: str
    path: str
    area: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """What is drawn. `lines` of a context, `bars` of anything else; `most` is the top of the scale, in words.

    `values` are what is drawn, for the page's script: of a context those of the lanes that have a line.
    """

    measure: Measure
    title: str
    lines: tuple[ChartLine, ...]
    bars: str
    most: str
    said: str
    logarithmic: bool
    values: tuple[ChartPoint, ...]

    @property
    def empty(self) -> bool:
        return not self.values


TITLES = {
    Measure.CONTEXT: "Context size, input tokens of each model call",
    Measure.COST: "Cost",
    Measure.LATENCY: "Latency",
}
MISSING = {
    Measure.CONTEXT: "The trace holds no token counts.",
    Measure.COST: "The trace holds no cost, and none can be worked out.",
    Measure.LATENCY: "No step is over yet.",
}


def chart(measure: Measure, reached: Sequence[ChartPoint]) -> Chart:
    """The chart of these values, in the order of the run; values of 0 or less are not drawn."""
    values = tuple(each for each in reached if each.value > 0)
    most = max((each.value for each in values), default=1.0)
    log = measure is not Measure.CONTEXT and bool(values) and most > STEEP * median(each.value for each in values)
    height = _logarithmic(values, most) if log else lambda value: value / most
    context = measure is Measure.CONTEXT
    lines = _lines(values, height) if context else ()
    drawn = {line.lane for line in lines}
    return Chart(
        measure=measure,
        title=TITLES[measure],
        lines=lines,
        bars="" if context else _bars(values, height),
        most=worded(measure, most) if values else "",
        said=said(measure, values),
        logarithmic=log,
        values=tuple(each for each in values if each.lane in drawn) if context else values,
    )


def said(measure: Measure, values: Sequence[ChartPoint]) -> str:
    """The chart in words: where it begins, peaks and ends, and where a context falls."""
    if not values:
        return MISSING[measure]
    most, last = max(values, key=lambda each: each.value), values[-1]
    told = [
        f"{worded(measure, values[0].value)} at {values[0].where}",
        f"most {worded(measure, most.value)} at {most.where}",
        f"{worded(measure, last.value)} at {last.where}",
    ]
    fallen = falls(values) if measure is Measure.CONTEXT else ()
    if fallen:
        steps = ", ".join(each.steps for each in fallen[:MOST_FALLS])
        more = f" and {len(fallen) - MOST_FALLS:,} more" if len(fallen) > MOST_FALLS else ""
        told.append(f"falls by a third or more at {fallen[0].where.partition(' ')[0]} {steps}{more}")
    return f"{TITLES[measure]}: {'; '.join(dict.fromkeys(told))}."


def falls(values: Sequence[ChartPoint]) -> tuple[ChartPoint, ...]:
    """Where a context is far smaller than the one before in the same lane, in the run's order."""
    found = (
        after
        for lane in _by_lane(values).values()
        for before, after in pairwise(lane)
        if after.value <= before.value * FALL
    )
    return tuple(sorted(found, key=lambda each: each.step))


def worded(measure: Measure, value: float) -> str:
    """A value as a reader takes it in; latency is in milliseconds."""
    match measure:
        case Measure.CONTEXT:
            return f"{short_count(round(value))} tokens"
        case Measure.COST:
            return money(value)
        case Measure.LATENCY:
            return duration(value)


def chart_value(reached: ChartPoint, measure: Measure) -> str:
    """One value of a chart, for its table."""
    return worded(measure, reached.value)


def _logarithmic(values: Sequence[ChartPoint], most: float) -> Callable[[float], float]:
    """Half of the height for what is above the median, whatever the longest."""
    middle = median(each.value for each in values)
    return lambda value: math.log1p(value / middle) / math.log1p(most / middle)


def _lines(values: Sequence[ChartPoint], height: Callable[[float], float]) -> tuple[ChartLine, ...]:
    """A line a lane: the one with the most calls first, with its area."""
    lanes = _by_lane(values)
    ranked = sorted(lanes, key=lambda lane: -len(lanes[lane]))[:MOST_LINES]
    return tuple(_line(lane, lanes[lane], height, area=index == 0) for index, lane in enumerate(ranked))


def _by_lane(values: Sequence[ChartPoint]) -> dict[str, list[ChartPoint]]:
    lanes: dict[str, list[ChartPoint]] = {}
    for each in values:
        lanes.setdefault(each.lane, []).append(each)
    return lanes


def _line(lane: str, values: Sequence[ChartPoint], height: Callable[[float], float], *, area: bool) -> ChartLine:
    """Each value holds until the next call of the lane."""
    path = ""
    for each in values:
        x, y = _x(each.left), _y(height(each.value))
        path += f"H{x}V{y}" if path else f"M{x} {y}"
    end = _x(values[-1].right)
    return ChartLine(lane, f"{path}H{end}", f"{path}H{end}V{HEIGHT}H{_x(values[0].left)}Z" if area else "")


def _bars(values: Sequence[ChartPoint], height: Callable[[float], float]) -> str:
    """All bars in one path."""
    return "".join(
        f"M{_x(each.left)} {HEIGHT}V{_y(height(each.value))}H{_x(each.right)}V{HEIGHT}Z" for each in values
    )


def _x(place: float) -> str:
    return f"{place * WIDTH:.1f}".removesuffix(".0")


def _y(share: float) -> str:
    return f"{HEIGHT - share * (HEIGHT - HEAD):.1f}".removesuffix(".0")
