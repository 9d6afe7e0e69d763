"""Let go of what was delivered, once runs have held it for long enough."""

from datetime import datetime, timedelta

from app.store.engine import Store

_TRACES = 200  # in one go: others write in between


def retire(store: Store, *, now: datetime, keep: timedelta) -> int:
    """Remove the deliveries of traces that were assembled so long ago; says of how many traces."""
    gone = 0
    while True:
        with store.writing() as work:
            some = work.inbox.retire(before=now - keep, limit=_TRACES)
        gone += some
        if some < _TRACES:
            return gone
