"""Note when something was last used, a little later: no request waits for the database to write it."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event, Lock
from typing import TypeAlias

from app.domain.errors import MisstepError
from app.store.engine import Store
from app.store.work import Work

log = logging.getLogger("misstep")
Noting: TypeAlias = Callable[[Work, str, datetime], None]
_WRITTEN_EVERY = 5  # seconds


@dataclass(frozen=True, slots=True)
class UseNotes:
    """What was used since this was last written: one time for each id. `every` is how exactly it is told."""

    every: timedelta
    noting: Noting
    _at: dict[str, datetime] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def note(self, used: str, *, at: datetime, known: datetime | None) -> None:
        """`known` is the last use that the database holds."""
        if known is None or at - known >= self.every:
            with self._lock:
                self._at[used] = at

    def write(self, store: Store) -> None:
        """What cannot be written now is written later. Raises Overloaded."""
        with self._lock:
            uses = dict(self._at)
        if not uses:
            return
        with store.writing() as work:
            for used, at in sorted(uses.items()):
                self.noting(work, used, at)
        with self._lock:
            for used, at in uses.items():
                if self._at.get(used) == at:
                    del self._at[used]


def keep_noting(notes: UseNotes, store: Store, *, until: Event) -> None:
    """From the start of the server to its end, and then once more."""
    ending = False
    while not ending:
        ending = until.wait(_WRITTEN_EVERY)
        try:
            notes.write(store)
        except MisstepError:
            log.info("when something was used is noted later", exc_info=True)
