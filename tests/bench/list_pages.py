"""Measure pages of the list of 100,000 runs: the first, and one near the end."""

from figures import p95
from ingest import ingest
from line import Line, both, verdict
from many_runs import RUNS, key_before_page, multiply
from page_times import page_times
from receiver import fresh

PAGES = 60
P95_MS = 100
SIZE = 200  # runs a page
LAST = RUNS // SIZE - 1


def list_lines(bodies: list[bytes]) -> list[Line]:
    with fresh() as (server, database):
        ingest(server, database, bodies, connections=1)
        multiply(database)
        key = key_before_page(database, page=LAST, size=SIZE)
        asked = {"1": "/runs", f"{LAST:,}": f"/runs?older_than={key}"}
        return [_line(page, page_times(server.address, [path] * PAGES)) for page, path in asked.items()]


def _line(page: str, times: list[float]) -> Line:
    ok = p95(times) <= P95_MS
    return Line(
        f"list of {RUNS:,} runs, page {page}, p50 / p95", (both(times), "", f"p95 ≤ {P95_MS} ms {verdict(ok=ok)}"), ok
    )
