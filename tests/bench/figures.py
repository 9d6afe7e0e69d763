"""What is measured, the bounds on it, and the table that says how they compare."""

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

WIRE_KB = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One page over one run. Times are in milliseconds."""

    list_shown: float
    delta_shown: float
    heap_mb: float
    nodes: int
    wire_kb: float
    ahead: tuple[float, ...]
    not_ahead: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Of a run of so many spans: multiples of the floor, megabytes, elements."""

    opened: float
    heap_mb: float
    nodes: int
    ahead: float
    not_ahead: float


BOUNDS = {
    100: Bounds(opened=3, heap_mb=15, nodes=2_500, ahead=1.5, not_ahead=2.5),
    1_000: Bounds(opened=4, heap_mb=20, nodes=3_000, ahead=1.5, not_ahead=2.5),
    10_000: Bounds(opened=8, heap_mb=40, nodes=3_000, ahead=1.5, not_ahead=2.5),
    50_000: Bounds(opened=20, heap_mb=100, nodes=3_000, ahead=2, not_ahead=3),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One figure beside its bound; `limit` is in the unit of `value`, `short` what is told of it beside others."""

    what: str
    value: float
    limit: float
    shown: str
    short: str

    @property
    def ok(self) -> bool:
        return self.value <= self.limit

    @property
    def cell(self) -> str:
        return f"{self.shown} {'ok' if self.ok else '**over**'}"


def lines(size: int, page: Figures, floor: Figures) -> tuple[Line, ...]:
    """Every figure of the page that has a bound."""
    bounds = BOUNDS[size]
    return (
        _times("step list shown", page.list_shown, floor.list_shown, bounds.opened),
        _times("first Delta shown", page.delta_shown, floor.delta_shown, bounds.opened),
        _plain("script heap", page.heap_mb, bounds.heap_mb, "MB"),
        _plain("DOM elements", page.nodes, bounds.nodes, ""),
        _plain("bytes to open, compressed", page.wire_kb, WIRE_KB, "KB"),
        _step("next step, fetched ahead", page.ahead, floor.ahead, bounds.ahead),
        _step("next step, not fetched ahead", page.not_ahead, floor.not_ahead, bounds.not_ahead),
    )


def median(rounds: Sequence[tuple[Line, ...]]) -> tuple[Line, ...]:
    """Of each figure the round in the middle, by how much of its bound it takes, with what all rounds came to."""
    found = []
    for told in zip(*rounds, strict=True):
        middle = sorted(told, key=lambda line: line.value / line.limit)[len(told) // 2]
        found.append(replace(middle, shown=f"{middle.shown}; of {', '.join(line.short for line in told)}"))
    return tuple(found)


def table(found: dict[int, tuple[Line, ...]]) -> str:
    """Markdown: one row a figure, one column a size of run."""
    sizes = list(found)
    head = ["| spans in the run |" + "".join(f" {size:,} |" for size in sizes), "|---|" + "---|" * len(sizes)]
    rows = zip(*found.values(), strict=True)
    return "\n".join([*head, *(f"| {row[0].what} |" + "".join(f" {line.cell} |" for line in row) for row in rows)])


def p95(times: Sequence[float]) -> float:
    return sorted(times)[round(0.95 * (len(times) - 1))]


def _times(what: str, value: float, floor: float, bound: float) -> Line:
    shown = f"{value:.0f} ms, {value / floor:.1f} × {floor:.0f} (≤ {bound:g} ×)"
    return Line(what, value, bound * floor, shown, f"{value / floor:.1f} ×")


def _plain(what: str, value: float, bound: float, unit: str) -> Line:
    number: Callable[[float], str] = "{:,.0f}".format if value >= 10 else "{:.1f}".format
    shown = f"{number(value)} {unit} (≤ {bound:,g})".replace("  ", " ")
    return Line(what, value, bound, shown, number(value))


def _step(what: str, times: Sequence[float], floor: Sequence[float], bound: float) -> Line:
    """Judged by its p95, as a multiple of the floor's."""
    value, least = p95(times), p95(floor)
    middle = f"p50 {statistics.median(times):.0f} / {statistics.median(floor):.0f}"
    return Line(
        what,
        value,
        bound * least,
        f"{middle}, p95 {value:.0f} / {least:.0f} ms, {value / least:.1f} × (≤ {bound:g} ×)",
        f"{value / least:.1f} ×",
    )
