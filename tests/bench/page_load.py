"""Readers that ask for pages all at once, each over a connection that stays open, in a process of their own.

A bare client: what it spends on a page, about a sixth of a millisecond, is taken from the cores that the server has.
"""

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from multiprocessing import get_context
from typing import TypeAlias
from urllib.parse import urlsplit

_HEADERS = "Accept: text/html\r\nAccept-Encoding: gzip\r\n"  # as a browser asks
_PATIENCE = 300  # seconds; a server that leaves a request without an answer is no slow one


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLoad:
    """How long each answer took, in milliseconds; how many were no page; and the seconds that all took together."""

    times: tuple[float, ...]
    refused: int
    seconds: float

    @property
    def a_second(self) -> float:
        return (len(self.times) - self.refused) / self.seconds

    @property
    def p99(self) -> float:
        return sorted(self.times)[round(0.99 * (len(self.times) - 1))]


Asking: TypeAlias = Callable[..., "Future[PageLoad]"]


@contextmanager
def readers() -> Iterator[Asking]:
    """`asked` in another process: what is given is the result to come."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        yield lambda *given, **options: process.submit(asked, *given, **options)


def asked(
    address: str, paths: Sequence[str], *, connections: int, pages: int, cookie: str = "", body: bytes = b""
) -> PageLoad:
    """So many pages, the paths over and over: whichever connection is free asks for the next. A body is posted."""
    place = urlsplit(address)
    kept = f"Cookie: {cookie}\r\n" if cookie else ""
    sent = f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n" if body else ""
    head = f" HTTP/1.1\r\nHost: {place.netloc}\r\n{_HEADERS}{kept}{sent}\r\n"
    method = "POST" if body else "GET"
    requests = (f"{method} {path}{head}".encode() + body for path in islice(cycle(paths), pages))
    return asyncio.run(_asked(place.hostname, place.port, requests, connections))


async def _asked(host: str | None, port: int | None, requests: Iterator[bytes], connections: int) -> PageLoad:
    times: list[float] = []
    refused: list[int] = []

    async def read_on() -> None:
        incoming, outgoing = await asyncio.open_connection(host, port)
        for request in requests:
            began = time.perf_counter()
            outgoing.write(request)
            status = await _status(incoming)
            times.append((time.perf_counter() - began) * 1000)
            refused.extend([status] if status != 200 else [])
        outgoing.close()

    began = time.perf_counter()
    async with asyncio.timeout(_PATIENCE):
        await asyncio.gather(*(read_on() for _ in range(connections)))
    return PageLoad(times=tuple(times), refused=len(refused), seconds=time.perf_counter() - began)


async def _status(incoming: asyncio.StreamReader) -> int:
    """Of an answer that is read to its end."""
    head = (await incoming.readuntil(b"\r\n\r\n")).decode("latin-1")
    status, *lines = head.split("\r\n")
    fields = dict(line.lower().split(": ", 1) for line in lines if line)
    await incoming.readexactly(int(fields["content-length"]))
    return int(status.split(" ", 2)[1])
