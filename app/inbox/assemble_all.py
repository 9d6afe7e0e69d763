"""Assemble one batch after another, until nothing more comes."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event

from app.domain.errors import MisstepError
from app.inbox.assemble import assemble
from app.store.engine import Store

log = logging.getLogger("misstep")
_LOOK_EVERY = 0.25  # seconds; half of the quiet after which a trace is taken for complete
_LOOK_AT_LEAST = 30.0  # seconds, however often something was in the way


def assemble_all(
    store: Store, *, clock: Callable[[], datetime], new_id: Callable[[], str], idle: timedelta, until: Event
) -> None:
    """Go on until told to stop, or until nothing has come for as long as `idle`, told by looks and by no clock."""
    looks = idle.total_seconds() / _LOOK_EVERY
    empty = troubled = 0
    while not until.is_set() and empty < looks:
        try:
            made = assemble(store, clock=clock, new_id=new_id, until=until)
            troubled = 0
        except Exception as error:
            log.warning("delivered traces wait: %s", error, exc_info=not isinstance(error, MisstepError))
            made, troubled = 0, troubled + 1
        empty = 0 if made else empty + 1
        if not made:
            until.wait(min(_LOOK_EVERY * 2 ** min(troubled, 10), _LOOK_AT_LEAST))
