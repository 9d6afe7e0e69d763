"""The revealed run from afar: one path a kind, whatever its length, and the charts along it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from app.domain.step import StepKind
from app.pages.replay.chart import HEIGHT, WIDTH, Chart, ChartPoint, Measure, chart
from app.reading.overview import Overview
from app.store.figures import Bucket


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewDrawing:
    """What the overview draws: a path a kind, one for errors and one for marks; `said` is all of it in words."""

    frontier: int
    complete: bool
    kinds: tuple[tuple[StepKind, str], ...]
    errors: str
    marks: str
    chart: Chart
    said: str


def drawing(overview: Overview, *, marks: Iterable[int]) -> OverviewDrawing:
    """The overview with the steps that carry a mark."""
    marked = sorted({(step - 1) // overview.width for step in marks if step <= overview.frontier})
    failed = sorted({bucket.place for bucket in overview.buckets if bucket.sum.errors})
    return OverviewDrawing(
        frontier=overview.frontier,
        complete=overview.complete,
        kinds=tuple(_kinds(overview).items()),
        errors="".join(_box(overview, place, 88, HEIGHT) for place in failed),
        marks="".join(_box(overview, place, 0, 14) for place in marked),
        chart=run_chart(overview, Measure.CONTEXT),
        said=_said(overview),
    )


def run_chart(overview: Overview, measure: Measure) -> Chart:
    """A chart along the whole revealed run."""
    return chart(measure, tuple(_reached(overview, measure)))


def _kinds(overview: Overview) -> Mapping[StepKind, str]:
    """In each bucket the kinds stand on one another, each as high as its share of the steps."""
    paths: dict[StepKind, str] = {}
    for place, buckets in groupby(overview.buckets, key=lambda bucket: bucket.place):
        below = 0.0
        for kind, found in groupby(buckets, key=lambda bucket: bucket.kind):
            share = sum(bucket.sum.steps for bucket in found) / overview.width * 84
            paths[kind] = paths.get(kind, "") + _box(overview, place, 84 - below - share, 84 - below)
            below += share
    return paths


def _box(overview: Overview, place: int, above: float, below: float) -> str:
    """A rectangle over one bucket, its edges in percent of the height."""
    left, right = (min(1.0, (place + each) * overview.width / overview.frontier) * WIDTH for each in (0, 1))
    return f"M{left:.1f} {above:.1f}H{right:.1f}V{below:.1f}H{left:.1f}Z"


def _reached(overview: Overview, measure: Measure) -> Iterable[ChartPoint]:
    for place, buckets in groupby(overview.buckets, key=lambda bucket: bucket.place):
        left, right = (min(1.0, (place + each) * overview.width / overview.frontier) for each in (0, 1))
        for lane, value in _values(tuple(buckets), measure):
            step = place * overview.width + 1
            last = min(step + overview.width - 1, overview.frontier)
            yield ChartPoint(step=step, left=left, right=right, lane=lane, value=value, last=last)


def _values(buckets: tuple[Bucket, ...], measure: Measure) -> Iterable[tuple[str, float]]:
    """Of the context the largest of each lane, of the cost the sum, of the latency the longest."""
    match measure:
        case Measure.CONTEXT:
            return [(bucket.lane, bucket.most_tokens) for bucket in buckets if bucket.most_tokens is not None]
        case Measure.COST:
            known = [bucket.sum.cost_usd for bucket in buckets if bucket.sum.cost_usd is not None]
            return [("", sum(known))] if known else []
        case Measure.LATENCY:
            lasted = [bucket.longest_ns / 1e6 for bucket in buckets if bucket.longest_ns is not None]
            return [("", max(lasted))] if lasted else []


def _said(overview: Overview) -> str:
    """Like `960 steps: 420 model, 540 tool; 12 with errors`."""
    counts: dict[str, int] = {}
    for bucket in overview.buckets:
        counts[bucket.kind] = counts.get(bucket.kind, 0) + bucket.sum.steps
    errors = sum(bucket.sum.errors for bucket in overview.buckets)
    kinds = ", ".join(f"{number:,} {kind}" for kind, number in sorted(counts.items(), key=lambda each: -each[1]))
    so_far = "" if overview.complete else " so far"
    noun = "step" if overview.frontier == 1 else "steps"
    return f"{overview.frontier:,} {noun}{so_far}: {kinds}; {errors:,} with errors."
