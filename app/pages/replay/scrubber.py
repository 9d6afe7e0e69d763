"""The scrubber: the listed steps as ticks, evenly or in time, with lanes, groups, marks and a chart above them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from app.domain.duration import duration
from app.domain.header import StepHeader
from app.domain.step import StepKind
from app.pages.replay.chart import Chart, ChartPoint, Measure, chart
from app.pages.replay.figures import count, money
from app.pages.replay.list import ListRow
from app.pages.replay.screen import Screen
from app.pages.replay.scrubber_rows import heights
from app.reading.overview import enclosing
from app.replay.time_axis import TimeAxis, time_axis

THINNEST = 0.0015  # of the width: two pixels of a wide screen
LABEL = 0.035  # of the width: a wait's length is written where there is room for it
OFF = "off"
TICK_REM = 4  # the widest that a tick is drawn, in rem


class Scale(StrEnum):
    """What the width of a tick means."""

    STEPS = "steps"
    TIME = "time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A step on the scrubber: its place in percent of the drawing, its height that of its lane."""

    row: ListRow
    left: float
    width: float
    top: float
    height: float
    figures: str

    @property
    def middle(self) -> float:
        return round(self.left + self.width / 2, 3)


@dataclass(frozen=True, slots=True)
class ScrubberBand:
    """A span on the scrubber, in percent: steps that ran side by side, or a wait that is not to scale."""

    left: float
    width: float
    words: str = ""

    @property
    def middle(self) -> float:
        return round(self.left + self.width / 2, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scrubber:
    """All that is drawn; `rem` is how wide at most. `windowed` where there are more steps than are drawn."""

    scale: Scale
    ticks: tuple[Tick, ...]
    groups: tuple[ScrubberBand, ...]
    waits: tuple[ScrubberBand, ...]
    hits: tuple[Tick, ...]
    chart: Chart | None
    measure: str
    rem: int
    windowed: bool


def scrubber_of(screen: Screen, scale: str | None, measure: str | None) -> Scrubber:
    """The scrubber under a screen, as the reader wants it; the chart can be `off`."""
    shown = Scale.TIME if scale == Scale.TIME else Scale.STEPS
    wanted = measure if measure is not None and measure in {*Measure, OFF} else Measure.CONTEXT.value
    headers = [_costed(row) for row in screen.rows]
    axis = (
        None
        if shown is Scale.STEPS
        else axis_of(headers, enclosing(screen.view.window, [row.first for row in screen.rows if not row.inner]))
    )
    spans = _evenly(len(headers)) if axis is None else _in_time(headers, axis)
    rows = heights(screen.rows, screen.view.window.lanes(), side_by_side=axis is not None)
    ticks = _ticks(screen.rows, spans, rows)
    found = set(screen.hit_numbers)
    return Scrubber(
        scale=shown,
        ticks=ticks,
        groups=_groups(ticks) if axis is None else (),
        waits=() if axis is None else _waits(axis),
        hits=tuple(tick for tick in ticks if not found.isdisjoint((tick.row.first, tick.row.last))),
        chart=None if wanted == OFF else chart(Measure(wanted), reached(headers, spans, Measure(wanted))),
        measure=wanted,
        rem=len(ticks) * TICK_REM,
        windowed=screen.rows[0].first > 1 or screen.rows[-1].last < screen.frontier,
    )


def _costed(row: ListRow) -> StepHeader:
    """The header of a call, with what its access cost."""
    known = [each.cost_usd for each in (row.header, row.inner) if each is not None and each.cost_usd is not None]
    return replace(row.header, cost_usd=sum(known)) if row.inner and known else row.header


def _ticks(
    rows: Sequence[ListRow], spans: Sequence[tuple[float, float]], places: Sequence[tuple[float, float]]
) -> tuple[Tick, ...]:
    return tuple(
        Tick(
            row=row,
            left=_percent(left),
            width=_percent(right - left),
            top=top,
            height=height,
            figures=figures_of(row.header),
        )
        for row, (left, right), (top, height) in zip(rows, spans, places, strict=True)
    )


def axis_of(headers: Iterable[StepHeader], encloses: Mapping[int, int]) -> TimeAxis:
    """The time that these steps took; one that encloses others counts with its beginning, or it would hide waits."""
    return time_axis(
        (header.started_ns, header.started_ns)
        if header.ended_ns is None or header.number in encloses
        else (header.started_ns, header.ended_ns)
        for header in headers
    )


def reached(
    headers: Sequence[StepHeader], spans: Sequence[tuple[float, float]], measure: Measure
) -> tuple[ChartPoint, ...]:
    """What each step came to, where that is known."""
    return tuple(
        ChartPoint(step=header.number, left=left, right=right, lane=header.lane, value=value)
        for header, (left, right) in zip(headers, spans, strict=True)
        if (value := value_of(header, measure)) is not None
    )


def value_of(header: StepHeader, measure: Measure) -> float | None:
    match measure:
        case Measure.CONTEXT:
            return header.input_tokens if header.kind is StepKind.MODEL else None
        case Measure.COST:
            return header.cost_usd
        case Measure.LATENCY:
            return header.duration_ms


def figures_of(header: StepHeader) -> str:
    """`1.2 s · 3,400 tokens in · $0.0042 · 2 tries`, as far as it is known."""
    known = (
        "running" if header.running else duration(header.duration_ms),
        f"{count(header.input_tokens)} tokens in" if header.input_tokens is not None else "",
        f"{count(header.output_tokens)} out" if header.output_tokens is not None else "",
        money(header.cost_usd),
        header.tries_words,
        "error" if header.failed else "",
    )
    return " · ".join(part for part in known if part)


def _evenly(number: int) -> list[tuple[float, float]]:
    return [(index / number, (index + 1) / number) for index in range(number)]


def _in_time(headers: Sequence[StepHeader], axis: TimeAxis) -> list[tuple[float, float]]:
    """One that runs reaches to the end of what is drawn."""
    found = []
    for header in headers:
        left = min(axis.place(header.started_ns), 1 - THINNEST)
        right = 1.0 if header.ended_ns is None else axis.place(header.ended_ns)
        found.append((left, max(right, left + THINNEST)))
    return found


def _groups(ticks: Sequence[Tick]) -> tuple[ScrubberBand, ...]:
    """One bracket for each group of parallel steps of which more than one is drawn."""
    runs = [
        list(found)
        for _, found in groupby(ticks, key=lambda tick: tick.row.header.parallel_group or -tick.row.header.number)
    ]
    return tuple(
        ScrubberBand(found[0].left, round(found[-1].left + found[-1].width - found[0].left, 3))
        for found in runs
        if len(found) > 1 and found[0].row.header.parallel_group is not None
    )


def _waits(axis: TimeAxis) -> tuple[ScrubberBand, ...]:
    return tuple(
        ScrubberBand(
            _percent(stretch.at),
            _percent(stretch.to - stretch.at),
            f"⋯ {duration((stretch.end_ns - stretch.start_ns) / 1e6)}" if stretch.to - stretch.at >= LABEL else "⋯",
        )
        for stretch in axis.stretches
        if stretch.squeezed
    )


def _percent(share: float) -> float:
    return round(share * 100, 3)
