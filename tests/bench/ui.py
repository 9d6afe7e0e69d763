"""Measure the replay screen in a real browser, beside the floor, and write the figures into docs/performance.md.

Run by `make bench-ui`. Exits 1 where a bound is missed.
"""

import os
import shutil
import statistics
import sys
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import served
from figures import Figures, Line, lines, median, table
from machine import machine
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright
from report import write_between

ROUNDS = 5  # of which the median counts: one alone is at the mercy of what else the machine does
OPENS = 5
PRESSES = 40
QUIET_MS = 150  # without a request before the next key: just after a page drew, any key waits for the next tick
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
FLAGS += ["--disable-background-networking", "--disable-component-update"]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PROBE = Path(__file__).with_name("probe.js")


@dataclass(frozen=True, slots=True)
class Visit:
    """A page in a browser of its own, nothing cached."""

    page: Page
    wire: list[float]
    session: CDPSession

    def noted(self, name: str) -> float:
        """The time that the probe notes under a name, once it has."""
        return self.page.evaluate("name => window.bench.noted(name)", name)

    def settle(self) -> None:
        """Wait until nothing is under way."""
        self.page.evaluate("time => window.bench.quiet(time)", QUIET_MS)

    def metric(self, name: str) -> float:
        found = self.session.send("Performance.getMetrics")["metrics"]
        return next(metric["value"] for metric in found if metric["name"] == name)


def measured(browser: Browser, address: str, *, middle: str) -> Figures:
    """Open the page some times, then walk on from the middle of the run."""
    shown = [_opened(browser, address) for _ in range(OPENS)]
    visit = _visit(browser, address)
    visit.settle()
    wire, nodes, heap = sum(visit.wire) / 1000, _nodes(visit), _heap_mb(visit)
    visit.page.goto(middle)
    visit.page.reload()  # an address that differs in its fragment only is not loaded anew
    visit.noted("delta")
    ahead = _walked(visit)
    visit.page.evaluate("window.bench.notes.ahead = false")
    _walked(visit, presses=3)  # those that were fetched ahead already
    not_ahead = _walked(visit)
    figures = Figures(
        list_shown=statistics.median(found[0] for found in shown),
        delta_shown=statistics.median(found[1] for found in shown),
        heap_mb=max(heap, _heap_mb(visit)),
        nodes=max(nodes, _nodes(visit)),
        wire_kb=wire,
        ahead=ahead,
        not_ahead=not_ahead,
    )
    visit.page.context.close()
    return figures


def _opened(browser: Browser, address: str) -> tuple[float, float]:
    visit = _visit(browser, address)
    found = visit.noted("list"), visit.noted("delta")
    visit.page.context.close()
    return found


def _visit(browser: Browser, address: str) -> Visit:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.add_init_script(path=PROBE)
    page = context.new_page()
    session = context.new_cdp_session(page)
    wire: list[float] = []
    session.send("Network.enable")
    session.send("Performance.enable")
    session.on("Network.loadingFinished", lambda event: wire.append(event["encodedDataLength"]))
    answer = page.goto(address)
    if answer is None or not answer.ok:
        raise SystemExit(f"{address}: the server answered {answer.status if answer else 'nothing'}")
    visit = Visit(page, wire, session)
    visit.noted("delta")
    return visit


def _walked(visit: Visit, presses: int = PRESSES) -> tuple[float, ...]:
    """Milliseconds from each key press until the next step was painted."""
    found = []
    for _ in range(presses):
        visit.settle()
        visit.page.keyboard.press("j")
        painted = visit.noted("painted")
        found.append(painted - visit.page.evaluate("window.bench.notes.pressed"))
    return tuple(found)


def _nodes(visit: Visit) -> int:
    return visit.page.evaluate("document.querySelectorAll('*').length")


def _heap_mb(visit: Visit) -> float:
    visit.session.send("HeapProfiler.collectGarbage")
    return visit.metric("JSHeapUsedSize") / 1e6


def main() -> int:
    """Measure all sizes, some times over; print every round and write the table of their medians."""
    path = os.environ.get("MISSTEP_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        sys.exit("no Chromium on this machine: install one, or name it in MISSTEP_CHROMIUM")
    home, runs = served.home()
    found: dict[int, list[tuple[Line, ...]]] = {run.spans: [] for run in runs}
    with served.misstep(home) as server, served.floor() as bare, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        _opened(
            browser, f"{server.address}/runs/{runs[0].id}/steps/1"
        )  # the first page of a server, and of a browser,
        measured(browser, f"{bare.address}/#1", middle=f"{bare.address}/#1")  # is slower than any other
        for turn, run in product(range(1, ROUNDS + 1), runs):
            middle = run.steps // 2 - PRESSES - 5
            steps = f"{server.address}/runs/{run.id}/steps"
            floor = measured(browser, f"{bare.address}/#1", middle=f"{bare.address}/#{middle}")
            page = measured(browser, f"{steps}/1", middle=f"{steps}/{middle}")
            found[run.spans].append(lines(run.spans, page, floor))
            for line in found[run.spans][-1]:
                print(f"{turn}  {run.spans:>6,}  {line.what}: {line.cell}", flush=True)
        about = machine(f"Chromium {browser.version}")
        browser.close()
    medians = {spans: median(rounds) for spans, rounds in found.items()}
    print(told := table(medians))
    write_between("bench-ui", f"{about}\n\n{told}")
    return 0 if all(line.ok for each in medians.values() for line in each) else 1


if __name__ == "__main__":
    sys.exit(main())
