"""Assemble one batch after another, until nothing more comes."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event

from app.inbox.assemble import assemble
from app.store.engine import Store

log = logging.getLogger("misstep")
_LOOK_EVERY = 0.25  # seconds; half of the quiet after which a trace is taken for complete


def assemble_all(
    store: Store, *, clock: Callable[[], datetime], new_id: Callable[[], str], idle: timedelta, until: Event
) -> None:
    """Go on until told to stop, or until nothing has come for as long as `idle`."""
    busy = clock()
    while not until.is_set():
        if _assembled(store, clock=clock, new_id=new_id):
            busy = clock()
        elif clock() - busy >= idle:
            return
        else:
            until.wait(_LOOK_EVERY)


def _assembled(store: Store, *, clock: Callable[[], datetime], new_id: Callable[[], str]) -> bool:
    try:
        return bool(assemble(store, clock=clock, new_id=new_id))
    except Exception:
        log.exception("delivered traces could not be assembled")
        return False
