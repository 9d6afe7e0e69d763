"""Note when logins were last used, a little later: no page waits for the database to write it."""

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event, Lock

from app.domain.account import Login
from app.domain.errors import MisstepError
from app.store.engine import Store

log = logging.getLogger("misstep")
_EVERY = timedelta(minutes=5)  # how exactly it is told
_WRITTEN_EVERY = 30  # seconds


@dataclass(frozen=True, slots=True)
class SeenLogins:
    """The logins that were used since this was last written: one time for each."""

    _at: dict[str, datetime] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def note(self, login: Login, *, at: datetime) -> None:
        if at - login.seen_at >= _EVERY:
            with self._lock:
                self._at[login.id] = at

    def write(self, store: Store) -> None:
        """What cannot be written now is written later."""
        with self._lock:
            seen = dict(self._at)
        if not seen:
            return
        with store.writing() as work:
            for login, at in seen.items():
                work.logins.note_seen(login, at=at)
        with self._lock:
            for login, at in seen.items():
                if self._at.get(login) == at:
                    del self._at[login]


def keep_noting(seen: SeenLogins, store: Store, *, until: Event) -> None:
    """From the start of the server to its end, and then once more."""
    ending = False
    while not ending:
        ending = until.wait(_WRITTEN_EVERY)
        try:
            seen.write(store)
        except MisstepError:
            log.info("when logins were used is noted later", exc_info=True)
