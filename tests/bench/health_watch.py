"""How long a server takes to say that it lives, asked fifty times a second by a process of its own."""

import http.client
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from urllib.parse import urlsplit

_EVERY = 0.02  # seconds


@contextmanager
def watching(address: str, path: str) -> Iterator[list[float]]:
    """The milliseconds of each answer while the block ran; they are there when it has ended."""
    context = get_context("spawn")
    ended, told = context.Event(), context.SimpleQueue()
    watcher = context.Process(target=_watch, args=(address, path, ended, told))
    watcher.start()
    told.get()  # it has begun
    found: list[float] = []
    try:
        yield found
    finally:
        ended.set()
        found += told.get()
        watcher.join()


def _watch(address: str, path: str, ended, told) -> None:
    line = http.client.HTTPConnection(urlsplit(address).netloc)
    times = []
    told.put("begun")
    while not ended.wait(_EVERY):
        began = time.perf_counter()
        line.request("GET", path)
        line.getresponse().read()
        times.append((time.perf_counter() - began) * 1000)
    line.close()
    told.put(times)
