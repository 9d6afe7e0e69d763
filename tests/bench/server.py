"""Measure the server alone: one step page at any length of run, the import, and the receiver.

Run by `make bench-server`. Exits 1 where a bound is missed.
"""

import http.client
import random
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import long_runs
import served
from figures import p95
from machine import machine
from report import write_between

SIZES = served.SIZES
PAGES = 100  # asked of each run
P50_MS, P95_MS = 10, 30
GROWTH = 1.5  # how much more a step may cost in a run of 10,000 spans than in one of 100
DELIVERED = 10_000  # spans
SPANS_A_SECOND = 3_000
PARTS = ({"Misstep-Part": "step"}, {})  # what a next step asks for, and what opens the screen


@dataclass(frozen=True, slots=True)
class Line:
    what: str
    cells: tuple[str, ...]
    ok: bool

    @property
    def row(self) -> str:
        return f"| {self.what} | {' | '.join(self.cells)} |"


def pages(address: str, run: served.Imported, headers: dict[str, str]) -> list[float]:
    """Milliseconds of each answer over one connection, at steps drawn from the whole run."""
    dice = random.Random(run.steps)
    connection = http.client.HTTPConnection(urlsplit(address).netloc)
    found = []
    for _ in range(PAGES + 5):
        began = time.perf_counter()
        connection.request("GET", f"/runs/{run.id}/steps/{dice.randint(1, run.steps)}", headers=headers)
        answer = connection.getresponse()
        answer.read()
        found.append((time.perf_counter() - began) * 1000)
        if answer.status != 200:
            raise SystemExit(f"run {run.id}: the server answered {answer.status}")
    return found[5:]  # the first ones warm caches


def page_lines(address: str, runs: tuple[served.Imported, ...]) -> list[Line]:
    """The part that a next step asks for is bound; the whole page is told."""
    asked, whole = ([pages(address, run, headers) for run in runs] for headers in PARTS)
    within = [statistics.median(times) <= P50_MS and p95(times) <= P95_MS for times in asked]
    middles = [statistics.median(times) for times in asked]
    growth = middles[SIZES.index(10_000)] / middles[SIZES.index(100)]
    steady = growth <= GROWTH
    cells = tuple(f"{_both(times)} {_verdict(ok=ok)}" for times, ok in zip(asked, within, strict=True))
    grown = ("1", "", f"{growth:.1f} × (≤ {GROWTH} ×) {_verdict(ok=steady)}", "")
    return [
        Line(f"next step, p50 / p95 (≤ {P50_MS} / {P95_MS} ms)", cells, ok=all(within)),
        Line("… its p50 beside that of 100 spans", grown, ok=steady),
        Line("whole page, p50 / p95", tuple(map(_both, whole)), ok=True),
    ]


def _both(times: list[float]) -> str:
    return f"{statistics.median(times):.1f} / {p95(times):.1f} ms"


def _verdict(*, ok: bool) -> str:
    return "ok" if ok else "**over**"


def delivered(address: str) -> float:
    """Spans a second that the receiver takes over one connection, each answer meaning that they are on disk."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "run.jsonl"
        long_runs.write_run(file, spans=DELIVERED)
        connection = http.client.HTTPConnection(urlsplit(address).netloc)
        began = time.perf_counter()
        with file.open("rb") as requests:
            for body in requests:
                connection.request("POST", "/v1/traces", body.strip(), {"Content-Type": "application/json"})
                answer = connection.getresponse()
                answer.read()
                if answer.status != 200:
                    raise SystemExit(f"/v1/traces answered {answer.status}")
        return DELIVERED / (time.perf_counter() - began)


def main() -> int:
    home, runs = served.home()
    with served.misstep(home) as address:
        lines = page_lines(address, runs)
    speeds = tuple(f"{run.spans / run.seconds:,.0f} spans/s" for run in runs)
    lines.append(Line("`misstep import`, its start included", speeds, ok=True))
    with tempfile.TemporaryDirectory() as empty, served.misstep(Path(empty)) as address:
        taken = delivered(address)
    told = f"{taken:,.0f} spans/s (≥ {SPANS_A_SECOND:,}), one connection, on disk when answered"
    head = "| spans in the run |" + "".join(f" {size:,} |" for size in SIZES) + "\n|---|" + "---|" * len(SIZES)
    text = "\n".join([f"{machine()}\n", head, *(line.row for line in lines), "", f"The OTLP receiver took {told}."])
    print(text)
    write_between("bench-server", text)
    return 0 if taken >= SPANS_A_SECOND and all(line.ok for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
