"""Let go of what was delivered, once runs have held it, or it was set aside, for long enough."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event

from app.store.engine import Store

log = logging.getLogger("misstep")
RETIRE_EVERY = 3600  # seconds between looks at what was delivered long ago
_LEAST_UNHELD = timedelta(days=1)  # whoever is told of a trace that was set aside has a day to do something
_TRACES = 200  # in one go: others write in between


def keep_retiring(store: Store, *, clock: Callable[[], datetime], keep: timedelta, until: Event) -> None:
    """Look every hour, from the start of the server to its end."""
    while not until.is_set():
        try:
            retire(store, now=clock(), keep=keep)
        except Exception:
            log.exception("old deliveries could not be let go of")
        until.wait(RETIRE_EVERY)


def retire(store: Store, *, now: datetime, keep: timedelta) -> int:
    """Remove the deliveries of traces that were assembled or set aside so long ago; says of how many traces.

    What no run holds, as log records that wait for their spans, is nowhere else: it has a day at least.
    """
    gone = 0
    times = {"before": now - keep, "unheld_before": now - max(keep, _LEAST_UNHELD)}
    while True:
        with store.writing() as work:
            some = work.inbox.retire(**times, limit=_TRACES)
        gone += some
        if some < _TRACES:
            return gone
