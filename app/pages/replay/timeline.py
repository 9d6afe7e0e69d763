"""The timeline of the listed steps: a bar a step, agents as spans above theirs, on an axis that squeezes waits."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.domain.duration import duration
from app.domain.header import StepHeader
from app.domain.span import Status
from app.pages.replay.list import ListRow
from app.pages.replay.screen import Screen
from app.pages.replay.time_labels import elapsed, stretch_data
from app.reading.read_waterfall import Waterfall, read_waterfall
from app.replay.critical_path import Segment
from app.replay.redaction import SeenContainer
from app.replay.time_axis import Interval, TimeAxis, time_axis

THINNEST = 0.005  # of the width: two pixels of a usual pane
AXIS_TICKS = 5
BESIDE = 72  # percent of the width: a bar that ends further right has its words before it
LAST_AFTER = 88  # percent: a time further right is written before its line
NARROW = 20  # percent: or, where there is no room before it, within


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of time in percent of the axis; `failed` of a try that did."""

    left: float
    width: float
    failed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """One row: a step, or an agent around the steps below it. With an `open_end` it goes on beyond what is drawn.

    `parts` are tries; `path` is when everything waited for this step. `words` stand beside the bar.
    """

    bar: Bar
    row: ListRow | None = None
    container: SeenContainer | None = None
    depth: int = 0
    open_end: bool = False
    parts: tuple[Bar, ...] = ()
    path: tuple[Bar, ...] = ()
    words: str = ""
    said: str = ""

    @property
    def words_at(self) -> float:
        before = not self.words_after and not self.words_within
        return round(self.bar.left if before else self.bar.left + self.bar.width, 3)

    @property
    def words_after(self) -> bool:
        return self.bar.left + self.bar.width <= BESIDE

    @property
    def words_within(self) -> bool:
        return not self.words_after and self.bar.left < NARROW


@dataclass(frozen=True, slots=True)
class AxisLabel:
    at: float
    words: str

    @property
    def before(self) -> bool:
        """Whether the words stand before their line: after it they would leave the pane."""
        return self.at > LAST_AFTER


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """All rows in the list's order. `stretches` are for the script, which draws the axis anew when one zooms in."""

    rows: tuple[TimelineRow, ...]
    labels: tuple[AxisLabel, ...]
    waits: tuple[Bar, ...]
    stretches: str
    path_known: bool


def timeline_of(screen: Screen) -> Timeline:
    """The timeline of the listed steps, as far as they are revealed."""
    headers = [row.header for row in screen.rows]
    told = [header for row in screen.rows for header in (row.header, row.inner) if header is not None]
    waterfall = read_waterfall(screen.view.window, told)
    calls = {row.first for row in screen.rows if row.inner}  # what such a call encloses is no row of its own
    encloses = {number: closes for number, closes in waterfall.encloses.items() if number not in calls}
    axis = waterfall_axis(headers, encloses)
    origin = waterfall.begins_ns
    return Timeline(
        rows=tuple(_rows(screen.rows, waterfall, axis)),
        labels=tuple(
            AxisLabel(_percent(tick.at), elapsed(tick.elapsed_ns))
            for tick in axis.ticks(AXIS_TICKS, origin_ns=origin)
        ),
        waits=tuple(Bar(_percent(each.at), _percent(each.to - each.at)) for each in axis.stretches if each.squeezed),
        stretches=stretch_data(axis, origin_ns=origin),
        path_known=waterfall.path is not None,
    )


def waterfall_axis(headers: Sequence[StepHeader], encloses: Mapping[int, int]) -> TimeAxis:
    """The time that these steps took; of one that encloses others what it took before and after them.

    An enclosing step that ends after the last listed one would stretch the axis, and is cut off.
    """
    return time_axis(busy for header in headers for busy in _busy(header, headers, encloses))


def _busy(header: StepHeader, headers: Sequence[StepHeader], encloses: Mapping[int, int]) -> Iterator[Interval]:
    end = header.ended_ns
    if end is None:
        yield header.started_ns, header.started_ns
    elif header.number not in encloses:
        yield header.started_ns, end
    else:
        closes = encloses[header.number]
        inside = [each for each in headers if header.number < each.number <= closes]
        yield header.started_ns, min((each.started_ns for each in inside), default=header.started_ns)
        if closes <= headers[-1].number:
            yield max(each.ended_ns or each.started_ns for each in inside), end


def _rows(rows: Sequence[ListRow], waterfall: Waterfall, axis: TimeAxis) -> Iterator[TimelineRow]:
    begins: dict[int, list[SeenContainer]] = defaultdict(list)
    for container in waterfall.containers:
        begins[container.first].append(container)
    path: dict[int, list[Segment]] = defaultdict(list)
    for segment in waterfall.path or ():
        path[segment.number].append(segment)
    headers = [row.header for row in rows]
    for row in rows:
        for container in begins[row.header.number]:
            yield _span(container, headers, axis, depth=row.header.depth)
        own = path[row.first] if row.inner is None else [*path[row.first], *path[row.last]]
        yield _lasting(row, waterfall, axis, own)


def _span(container: SeenContainer, headers: Sequence[StepHeader], axis: TimeAxis, *, depth: int) -> TimelineRow:
    """An agent's span, from its first step to the last end among those of its steps that are listed."""
    last = headers[-1].number if container.last is None else container.last
    inside = [header for header in headers if container.first <= header.number <= last]
    begin = min(header.started_ns for header in inside)
    end = max(header.ended_ns or header.started_ns for header in inside)
    reaches = container.running or last > headers[-1].number
    bar = _open(axis, begin) if reaches else _bar(axis, begin, end)
    took = "running" if container.running else "" if reaches else duration((end - begin) / 1e6)
    said = f"{container.name}: from step {container.first:,}, {took or 'goes on beyond the listed steps'}"
    return TimelineRow(bar=bar, container=container, depth=depth, open_end=reaches, words=took, said=said)


def _lasting(row: ListRow, waterfall: Waterfall, axis: TimeAxis, path: Sequence[Segment]) -> TimelineRow:
    header = row.header
    end = header.ended_ns
    tries = waterfall.tries.get(header.number, ())
    return TimelineRow(
        bar=_open(axis, header.started_ns) if end is None else _bar(axis, header.started_ns, end),
        row=row,
        depth=header.depth,
        open_end=end is None,
        parts=tuple(
            Bar(*_place(axis, each.started_ns, each.ended_ns), each.status is Status.ERROR) for each in tries
        ),
        path=tuple(
            _bar(axis, segment.started_ns, segment.ended_ns)
            for segment in path
            if segment.started_ns < axis.stretches[-1].end_ns
        ),
        words="running" if end is None else duration(header.duration_ms),
        said=_said(header, waterfall.begins_ns, path),
    )


def _said(header: StepHeader, begins_ns: int, path: Sequence[Segment]) -> str:
    """`tool, starts at 3.2 s, took 1.2 s, 2 tries, error`: what icon, bar and colour show."""
    waited = sum(segment.length_ns for segment in path)
    parts = (
        header.kind.value,
        f"starts at {elapsed(header.started_ns - begins_ns)}",
        "running" if header.running else f"took {duration(header.duration_ms)}",
        header.tries_words,
        "error" if header.failed else "",
        f"on the critical path for {duration(waited / 1e6)}" if waited else "",
    )
    return ", ".join(part for part in parts if part)


def _bar(axis: TimeAxis, start_ns: int, end_ns: int) -> Bar:
    return Bar(*_place(axis, start_ns, end_ns))


def _open(axis: TimeAxis, start_ns: int) -> Bar:
    """A bar to the end of what is drawn."""
    left = min(axis.place(start_ns), 1 - THINNEST)
    return Bar(_percent(left), _percent(1 - left))


def _place(axis: TimeAxis, start_ns: int, end_ns: int) -> tuple[float, float]:
    left = min(axis.place(start_ns), 1 - THINNEST)
    return _percent(left), _percent(max(axis.place(end_ns) - left, THINNEST))


def _percent(share: float) -> float:
    return round(share * 100, 3)
