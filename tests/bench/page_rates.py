"""Measure pages that many ask for at once: at rest, while others deliver, search, or hold the database.

Every client is a process of its own, on the cores that the server has.
"""

import http.client
import shutil
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import orjson
import served
from figures import p95
from health_watch import watching
from ingest import streaming
from line import Line, both, verdict
from page_load import Asking, PageLoad, readers
from step_pages import paths

PAGES = 1_500  # of each measurement: at 64 connections each asks for some twenty
A_SECOND, P99_MS = 150, 1_000  # at 64 connections
UNDER_INGEST = 3  # times the p95 at rest
SEARCHES, SEARCHED_MS = 40, 300  # at once, and the catalog's p95 beside them
HEALTH_MS = 100
READY_MS = 1_500  # it waits for a second for a database that does not answer
_RARE = "zyxwvut"  # no step of a long run says it, so that all of it is read
_FORMS = 8  # that wait for a database which another process holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Where pages are asked for, and as whom."""

    address: str
    mix: tuple[str, ...]
    searches: tuple[str, ...]
    position: str
    cookie: str
    ask: Asking

    def pages(self, connections: int) -> PageLoad:
        given = {"connections": connections, "pages": PAGES, "cookie": self.cookie}
        found = self.ask(self.address, self.mix, **given).result()
        print(f"{found.a_second:.0f} pages a second over {connections} connections", file=sys.stderr, flush=True)
        return found


def page_rate_lines(others: list[bytes]) -> list[Line]:
    """Of a server over a copy of the long runs, with an attempt in it."""
    with _asked() as (asked, server, database):
        asked.pages(4)
        health: list[float] = []
        with watching(server.address, "/healthz") as times:
            rest = {count: asked.pages(count) for count in (16, 64)}
        health += times
        with watching(server.address, "/healthz") as times, streaming(server, others, connections=4):
            under = {count: asked.pages(count) for count in (16, 64)}
        health += times
        searched, times = _beside_searches(asked, server)
        health += times
        locked, ready, times = _while_locked(asked, server, database)
        health += times
    return [
        _rate(rest[16], connections=16),
        _rate(rest[64], connections=64, bound=True),
        *(_beside(under[count], rest[count], connections=count) for count in (16, 64)),
        searched,
        locked,
        _at_most("`/readyz` while another process holds the database", ready, READY_MS),
        _at_most("`/healthz` during all of this", health, HEALTH_MS),
    ]


@contextmanager
def _asked() -> Iterator[tuple[Asked, served.Server, Path]]:
    kept, runs = served.home()
    with TemporaryDirectory() as folder, readers() as ask:
        home = Path(folder) / "home"
        shutil.copytree(kept, home)
        with served.misstep(home) as server:
            slug, attempt, steps, cookie = _attempt(server.address)
            long, longest = runs[-2], runs[-1]
            each = (
                ["/"],
                [f"/scenarios/{slug}"],
                [f"/attempts/{attempt}/steps/{number}" for number in range(1, steps + 1)],
                paths(long.id, long.steps, 100),
                ["/runs"],
            )
            asked = Asked(
                address=server.address,
                mix=tuple(kind[turn % len(kind)] for turn in range(300) for kind in each),
                searches=tuple(f"/api/runs/{longest.id}/hits?q={_RARE}{number}" for number in range(SEARCHES)),
                position=f"/api/attempts/{attempt}/position",
                cookie=cookie,
                ask=ask,
            )
            yield asked, server, home / "misstep.db"


def _attempt(address: str) -> tuple[str, str, int, str]:
    """Slug, id and length of an attempt at the first scenario, and the cookie that it is read with."""
    with closing(http.client.HTTPConnection(urlsplit(address).netloc)) as line:
        line.request("GET", "/api/scenarios")
        slug = orjson.loads(line.getresponse().read())["scenarios"][0]["slug"]
        line.request("POST", f"/api/scenarios/{slug}/attempts", b"{}", {"Content-Type": "application/json"})
        answer = line.getresponse()
        attempt = orjson.loads(answer.read())
        return slug, attempt["id"], attempt["step_count"], answer.headers["set-cookie"].partition(";")[0]


def _beside_searches(asked: Asked, server: served.Server) -> tuple[Line, list[float]]:
    """The catalog while the searches are under way or wait for their turn."""
    with readers() as search, watching(server.address, "/healthz") as health:
        under_way = search(server.address, asked.searches, connections=SEARCHES, pages=SEARCHES, cookie=asked.cookie)
        times: list[float] = []
        while not under_way.done():
            found = asked.ask(server.address, ["/"], connections=1, pages=50, cookie=asked.cookie).result()
            times += found.times
    late = under_way.result().refused
    told = f"p95 ≤ {SEARCHED_MS} ms {verdict(ok=p95(times) <= SEARCHED_MS)}; {late} of the searches told to come back"
    what = f"the catalog beside {SEARCHES} searches of 50,000 spans, p50 / p95"
    return Line(what, (both(times), "", told), p95(times) <= SEARCHED_MS), health


def _while_locked(asked: Asked, server: served.Server, database: Path) -> tuple[Line, list[float], list[float]]:
    """Pages while another process writes and does not end, and forms wait for it."""
    with (
        readers() as send,
        watching(server.address, "/healthz") as health,
        watching(server.address, "/readyz") as ready,
        closing(sqlite3.connect(database, isolation_level=None)) as other,
    ):
        other.execute("BEGIN EXCLUSIVE")
        each = {"connections": _FORMS, "pages": _FORMS, "cookie": asked.cookie, "body": b'{"step": 1}'}
        forms = send(server.address, [asked.position], **each)
        found = asked.pages(16)
        other.execute("ROLLBACK")
        forms.result()
    ok = not found.refused
    what = "pages while another process holds the database, p50 / p95"
    return Line(what, (both(found.times), "", f"none refused {verdict(ok=ok)}"), ok), ready, health


def _rate(found: PageLoad, *, connections: int, bound: bool = False) -> Line:
    ok = found.a_second >= A_SECOND and found.p99 <= P99_MS and not found.refused
    told = f"≥ {A_SECOND} a second, p99 ≤ {P99_MS:,} ms, none refused {verdict(ok=ok)}" if bound else ""
    shown = f"{found.a_second:.0f} a second, {both(found.times)}, p99 {found.p99:.1f} ms"
    return Line(f"pages at once, {connections} connections, p50 / p95", (shown, "", told), ok or not bound)


def _beside(under: PageLoad, rest: PageLoad, *, connections: int) -> Line:
    ratio = p95(under.times) / p95(rest.times)
    ok = ratio <= UNDER_INGEST and not under.refused
    told = f"p95 {ratio:.1f} × (≤ {UNDER_INGEST} ×), none refused {verdict(ok=ok)}"
    what = f"… under ingest beside rest, {connections} connections, p50 / p95"
    return Line(what, (both(under.times), both(rest.times), told), ok)


def _at_most(what: str, times: Sequence[float], bound: int) -> Line:
    """Judged by 99 of 100; the longest is told."""
    most = sorted(times)[round(0.99 * (len(times) - 1))]
    ok = most <= bound
    return Line(
        f"{what}, p99", (f"{most:.1f} ms, longest {max(times):.1f}", "", f"≤ {bound:,} ms {verdict(ok=ok)}"), ok
    )
