"""Send the corpus to a server, and tell when it was on disk, and when it could be read."""

import http.client
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import cycle
from urllib.parse import urlsplit

import corpus
import served
from sqlalchemy import Engine, text

PATIENCE = 600  # seconds until the last trace can be read
_LOOK_EVERY = 0.05  # seconds
_STORED = text("SELECT count(*), coalesce(sum(span_count), 0) FROM run WHERE source = 'imported'")


@dataclass(frozen=True, slots=True)
class Ingested:
    """Spans a second until the last answer, and until the last trace could be read."""

    acknowledged: float
    queryable: float


def ingest(server: served.Server, database: Engine, bodies: list[bytes], *, connections: int) -> Ingested:
    """All of the corpus, each connection sending its share one after another, into a server without other runs."""
    spans = corpus.TRACES * corpus.SPANS
    began = time.perf_counter()
    with ThreadPoolExecutor(connections) as senders:
        shares = [bodies[start::connections] for start in range(connections)]
        for sent in [senders.submit(_send, server.address, iter(share)) for share in shares]:
            sent.result()
    acknowledged = time.perf_counter() - began
    _wait(database, runs=corpus.TRACES, spans=spans)
    return Ingested(spans / acknowledged, spans / (time.perf_counter() - began))


@contextmanager
def streaming(server: served.Server, bodies: list[bytes], *, connections: int) -> Iterator[None]:
    """While the block runs, the corpus is sent over and over, as fast as the server takes it."""
    ended = threading.Event()

    def endless(start: int) -> Iterator[bytes]:
        for body in cycle(bodies[start::connections]):
            if ended.is_set():
                return
            yield body

    with ThreadPoolExecutor(connections) as senders:
        sending = [senders.submit(_send, server.address, endless(start)) for start in range(connections)]
        try:
            yield
        finally:
            ended.set()
        for sent in sending:
            sent.result()


def _send(address: str, bodies: Iterator[bytes]) -> None:
    """Over one connection; every answer has to be 200 and to refuse nothing."""
    with closing(http.client.HTTPConnection(urlsplit(address).netloc)) as connection:
        for body in bodies:
            connection.request("POST", "/v1/traces", body, {"Content-Type": "application/x-protobuf"})
            answer = connection.getresponse()
            if answer.status != 200 or answer.read():
                raise SystemExit(f"/v1/traces answered {answer.status}")


def _wait(database: Engine, *, runs: int, spans: int) -> None:
    """Until so many runs with so many spans are there to be read."""
    until = time.monotonic() + PATIENCE
    while (found := _stored(database)) != (runs, spans):
        if time.monotonic() > until:
            raise SystemExit(f"{found[0]} of {runs} runs with {found[1]} of {spans} spans were kept")
        time.sleep(_LOOK_EVERY)


def _stored(database: Engine) -> tuple[int, int]:
    with database.connect() as connection:
        runs, spans = connection.execute(_STORED).one()
    return runs, int(spans)
