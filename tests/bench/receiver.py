"""Measure the receiver beside the straight pipeline: acknowledged, queryable, and what pages feel of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import corpus
import served
import straight_pipeline
from figures import p95
from ingest import Ingested, ingest, streaming
from line import Line, both, verdict
from memory import peak_of
from page_times import reader
from sqlalchemy import Engine, create_engine, text
from step_pages import paths

CONNECTIONS = (1, 4)
ACKNOWLEDGED = {1: 3_000, 4: 4_000}  # spans a second, by connections
QUERYABLE = {1: 3_000, 4: 3_000}
PAGES = 100
UNDER_INGEST = 3  # times the p95 of a page at rest
MEMORY_MB = 400
DISK_BYTES = 3_000  # a span
_RAW = text("SELECT sum(pgsize) FROM dbstat WHERE name LIKE '%deliver%'")
_PAGES = text("SELECT sum(pgsize) FROM dbstat")


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """One run over the corpus, between two runs of the floor."""

    floor: float
    found: Ingested
    memory_mb: float


def received(bodies: list[bytes], *, connections: int, url: str = "") -> Received:
    """Into a home, and a database, that nobody has used."""
    with fresh(url) as (server, database):
        before = straight_pipeline.spans_a_second(bodies)
        with peak_of(server.process) as peak:
            found = ingest(server, database, bodies, connections=connections)
        after = straight_pipeline.spans_a_second(bodies)
        return Received(floor=(before + after) / 2, found=found, memory_mb=peak.mb)


@contextmanager
def fresh(url: str = "") -> Iterator[tuple[served.Server, Engine]]:
    with TemporaryDirectory() as home, served.misstep(Path(home), database_url=url) as server:
        database = create_engine(url.replace("postgresql:", "postgresql+psycopg:") or f"sqlite:///{home}/misstep.db")
        yield server, database
        database.dispose()


def speed_lines(runs: dict[int, Received], *, name: str) -> list[Line]:
    """Four lines, each with what was bound, and the floor beside it."""
    shares = (
        ("acknowledged and on disk", "acknowledged", ACKNOWLEDGED),
        ("stored and queryable", "queryable", QUERYABLE),
    )
    return [
        _speed(
            f"{what}, {name}, {count} connection{'s' * (count > 1)}",
            getattr(run.found, field),
            run.floor,
            bound[count],
        )
        for what, field, bound in shares
        for count, run in runs.items()
    ]


def _speed(what: str, speed: float, floor: float, bound: int) -> Line:
    ok = speed >= bound
    told = f"≥ {bound:,} spans/s {verdict(ok=ok)}; {speed / floor:.2f} × the floor"
    return Line(what, (f"{speed:,.0f} spans/s", f"{floor:,.0f} spans/s", told), ok)


def memory_line(runs: dict[int, Received]) -> Line:
    most = max(run.memory_mb for run in runs.values())
    ok = most <= MEMORY_MB
    return Line("peak memory, all processes", (f"{most:,.0f} MB", "", f"≤ {MEMORY_MB} MB {verdict(ok=ok)}"), ok)


def beside_lines(bodies: list[bytes], others: list[bytes]) -> list[Line]:
    """Pages at rest and while others stream in; and what the corpus takes on disk."""
    with fresh() as (server, database):
        empty = _sizes(database)
        ingest(server, database, bodies, connections=4)
        disk = _disk_line(empty, _sizes(database))
        with database.connect() as connection:
            run, steps = connection.execute(
                text("SELECT id, step_count FROM run ORDER BY started_ns DESC LIMIT 1")
            ).one()
        asked = paths(run, steps, PAGES)
        with reader() as times_of:
            rest = times_of(server.address, asked)
            with streaming(server, others, connections=4):
                under = times_of(server.address, asked)
    ratio = p95(under) / p95(rest)
    ok = ratio <= UNDER_INGEST
    told = f"p95 {ratio:.1f} × (≤ {UNDER_INGEST} ×) {verdict(ok=ok)}"
    return [Line("a page under ingest beside one at rest, p50 / p95", (both(under), both(rest), told), ok), disk]


def _sizes(database: Engine) -> tuple[int, int]:
    """Bytes of everything, and of deliveries as they came."""
    with database.connect() as connection:
        return connection.scalar(_PAGES) or 0, connection.scalar(_RAW) or 0


def _disk_line(empty: tuple[int, int], full: tuple[int, int]) -> Line:
    """Deliveries are deleted after a retention: they are told apart."""
    spans = corpus.TRACES * corpus.SPANS
    raw = (full[1] - empty[1]) / spans
    kept = (full[0] - empty[0]) / spans - raw
    ok = kept <= DISK_BYTES
    shown = f"{kept:,.0f} bytes, and {raw:,.0f} of raw deliveries until their retention ends"
    return Line("disk a span, indexes included", (shown, "", f"≤ {DISK_BYTES:,} bytes {verdict(ok=ok)}"), ok)
