"""Measure one step page at any length of run, and the import that made the run."""

import random
import statistics

import served
from figures import p95
from line import Line, both, table, verdict
from page_times import page_times

PAGES = 100  # asked of each run
P50_MS, P95_MS = 10, 30
GROWTH = 1.5  # how much more a step may cost in a run of 10,000 spans than in one of 100
NEXT_STEP = {"Misstep-Part": "step"}  # what a next step asks for; without it, what opens the screen


def step_pages() -> tuple[str, bool]:
    """The table of all sizes, and whether its bounds are met."""
    home, runs = served.home()
    with served.misstep(home) as server:
        lines = _lines(server.address, runs)
    speeds = tuple(f"{run.spans / run.seconds:,.0f} spans/s" for run in runs)
    lines.append(Line("`misstep import`, its start included", speeds))
    head = ("spans in the run", *(f"{size:,}" for size in served.SIZES))
    return table(head, lines), all(line.ok for line in lines)


def _lines(address: str, runs: tuple[served.Imported, ...]) -> list[Line]:
    """The part that a next step asks for is bound; the whole page is told."""
    asked = [page_times(address, paths(run.id, run.steps, PAGES), headers=NEXT_STEP) for run in runs]
    whole = [page_times(address, paths(run.id, run.steps, PAGES)) for run in runs]
    within = [statistics.median(times) <= P50_MS and p95(times) <= P95_MS for times in asked]
    middles = [statistics.median(times) for times in asked]
    growth = middles[served.SIZES.index(10_000)] / middles[served.SIZES.index(100)]
    steady = growth <= GROWTH
    cells = tuple(f"{both(times)} {verdict(ok=ok)}" for times, ok in zip(asked, within, strict=True))
    grown = ("1", "", f"{growth:.1f} × (≤ {GROWTH} ×) {verdict(ok=steady)}", "")
    return [
        Line(f"next step, p50 / p95 (≤ {P50_MS} / {P95_MS} ms)", cells, ok=all(within)),
        Line("… its p50 beside that of 100 spans", grown, ok=steady),
        Line("whole page, p50 / p95", tuple(map(both, whole))),
    ]


def paths(run: str, steps: int, pages: int) -> list[str]:
    """Steps drawn from the whole run."""
    dice = random.Random(steps)
    return [f"/runs/{run}/steps/{dice.randint(1, steps)}" for _ in range(pages)]
