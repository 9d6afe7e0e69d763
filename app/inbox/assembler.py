"""Keep processes beside the server that make runs of what is delivered, as long as there is something to do.

They have cores and memory of their own: pages stay quick while traces stream in, and what a large import needed is
given back when they end.
"""

import logging
import subprocess
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from threading import Event

from app.store.engine import Store
from app.store.inbox import QUIET

log = logging.getLogger("misstep")
LOOK_EVERY = 0.5  # seconds between looks at what was delivered
_LOOK_AT_LEAST = 30  # seconds, however often a process could not begin
ENOUGH = 100  # traces that wait for each process: their work takes about as long as another process to start
_PATIENCE = 20  # seconds to end what was begun; a batch takes one


def keep_assemblers(
    store: Store,
    *,
    command: Sequence[str],
    environment: Mapping[str, str],
    most: int,
    clock: Callable[[], datetime],
    until: Event,
) -> None:
    """Start a process when something waits and none runs, as after one was killed; up to `most` while much waits.

    A process ends by itself when it is idle, and when its standard input ends: also when this process is killed.
    Where they cannot begin, as with a database of another version, the next ones are started after longer and longer.
    """
    running: list[subprocess.Popen[bytes]] = []
    refused = 0
    while not until.wait(min(LOOK_EVERY * 2**refused, _LOOK_AT_LEAST)):
        try:
            for process in [process for process in running if process.poll() is not None]:
                running.remove(process)
                _end(process)
                refused = min(refused + 1, 10) if process.returncode > 0 else 0
            while len(running) < most and _waiting(store, clock()) > ENOUGH * len(running):
                running.append(subprocess.Popen(command, env=environment, stdin=subprocess.PIPE))  # noqa: S603  # our own
        except Exception:
            log.exception("a process that makes runs of deliveries could not be started")
    for process in running:
        _end(process)


def _waiting(store: Store, now: datetime) -> int:
    """How many traces will be due once a process has started."""
    with store.reading() as work:
        return work.leases.count_due(now=now + QUIET)


def _end(process: subprocess.Popen[bytes]) -> None:
    assert process.stdin is not None
    process.stdin.close()
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
