"""Keep processes beside the server that make runs of what is delivered, as long as there is something to do.

They have cores and memory of their own: pages stay quick while traces stream in, and what a large import needed is
given back when they end.
"""

import logging
import subprocess
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from threading import Event

from app.store.engine import Store

log = logging.getLogger("misstep")
LOOK_EVERY = 0.5  # seconds between looks at what was delivered
_ANOTHER_AFTER = timedelta(seconds=3)  # the first takes one to start, and is enough for a run or two
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
    """Start a process when something is due and none runs, as after one was killed; up to `most` while more is due.

    A process ends by itself when it is idle, and when its standard input ends: also when this process is killed.
    """
    running: list[subprocess.Popen[bytes]] = []
    started = clock()
    while not until.wait(LOOK_EVERY):
        now = clock()
        for process in [process for process in running if process.poll() is not None]:
            running.remove(process)
            _end(process)
        try:
            wanted = len(running) < most and (not running or now - started >= _ANOTHER_AFTER)
            if wanted and _any_due(store, now):
                running.append(subprocess.Popen(command, env=environment, stdin=subprocess.PIPE))  # noqa: S603  # our own
                started = now
        except Exception:
            log.exception("a process that makes runs of deliveries could not be started")
    for process in running:
        _end(process)


def _any_due(store: Store, now: datetime) -> bool:
    with store.reading() as work:
        return work.leases.any_due(now=now)


def _end(process: subprocess.Popen[bytes]) -> None:
    assert process.stdin is not None
    process.stdin.close()
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
