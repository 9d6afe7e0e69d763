"""Let go of what was delivered, once runs have held it, or it was set aside, for long enough."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event

from app.store.engine import Store

log = logging.getLogger("misstep")
RETIRE_EVERY = 3600  # seconds between looks at what was delivered long ago
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
    """Remove the deliveries of traces that were assembled or set aside so long ago; says of how many traces."""
    gone = 0
    while True:
        with store.writing() as work:
            some = work.inbox.retire(before=now - keep, limit=_TRACES)
        gone += some
        if some < _TRACES:
            return gone
