"""How long a server takes to answer with pages, over one connection that stays open."""

import http.client
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from urllib.parse import urlsplit

WARMING = 5  # the first ones warm caches


def page_times(address: str, paths: Iterable[str], *, headers: Mapping[str, str] | None = None) -> list[float]:
    """Milliseconds of each answer; those of the first few pages are left out."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc)
    found = []
    for path in paths:
        began = time.perf_counter()
        connection.request("GET", path, headers=dict(headers or {}))
        answer = connection.getresponse()
        answer.read()
        found.append((time.perf_counter() - began) * 1000)
        if answer.status != 200:
            raise SystemExit(f"{path}: the server answered {answer.status}")
    connection.close()
    return found[WARMING:]


@contextmanager
def reader() -> Iterator[Callable[[str, list[str]], list[float]]]:
    """`page_times` in a process of its own, which no other client's threads hold up."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        yield lambda address, paths: process.submit(page_times, address, paths).result()
