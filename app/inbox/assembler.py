"""Keep a process beside the server that makes runs of what is delivered, as long as there is something to do.

It has a core and a memory of its own: pages stay quick while traces stream in, and what a large import needed is
given back when the process ends.
"""

import logging
import subprocess
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from threading import Event

from app.store.engine import Store

log = logging.getLogger("misstep")
LOOK_EVERY = 0.5  # seconds between looks at what was delivered
_PATIENCE = 20  # seconds to end what was begun; a batch takes one


def keep_assembler(
    store: Store,
    *,
    command: Sequence[str],
    environment: Mapping[str, str],
    clock: Callable[[], datetime],
    until: Event,
) -> None:
    """Start the process whenever something is due and none runs, as after it was killed; stop it in the end."""
    while not until.wait(LOOK_EVERY):
        try:
            if _any_due(store, clock()):
                _run(command, environment, until)
        except Exception:
            log.exception("the process that makes runs of deliveries could not be started")


def _any_due(store: Store, now: datetime) -> bool:
    with store.reading() as work:
        return work.leases.any_due(now=now)


def _run(command: Sequence[str], environment: Mapping[str, str], until: Event) -> None:
    """It ends by itself when it is idle, and when its standard input ends: also when this process is killed."""
    with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE) as process:  # noqa: S603  # our own
        while process.poll() is None and not until.is_set():
            until.wait(LOOK_EVERY)
        assert process.stdin is not None
        process.stdin.close()
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
