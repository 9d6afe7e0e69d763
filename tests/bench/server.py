"""Measure the server alone: the receiver beside its floor, pages under it, many pages at once, lists, starts, and step pages.

Run by `make bench-server`. Exits 1 where a bound is missed.
"""

import sys

import corpus
import postgres
from line import table
from list_pages import list_lines
from machine import machine
from page_rates import page_rate_lines
from receiver import CONNECTIONS, Received, beside_lines, memory_line, received, speed_lines
from report import write_between
from starts import start_lines
from step_pages import step_pages

HEAD = ("1,000 traces of 30 spans", "measured", "floor", "bound")


def main() -> int:
    bodies, others = corpus.requests(seed=1), corpus.requests(seed=2)
    runs = {count: _told(received(bodies, connections=count)) for count in CONNECTIONS}
    with postgres.database() as url:
        shared = {count: _told(received(bodies, connections=count, url=url())) for count in CONNECTIONS}
    lines = [
        *speed_lines(runs, name="SQLite"),
        *speed_lines(shared, name="PostgreSQL"),
        memory_line(runs),
        *beside_lines(bodies, others),
        *page_rate_lines(others),
        *list_lines(bodies),
        *start_lines(),
    ]
    steps, steady = step_pages()
    text = "\n".join([f"{machine()}\n", table(HEAD, lines), "", steps])
    print(text)
    write_between("bench-server", text)
    return 0 if steady and all(line.ok for line in lines) else 1


def _told(run: Received) -> Received:
    print(run, file=sys.stderr, flush=True)
    return run


if __name__ == "__main__":
    sys.exit(main())
