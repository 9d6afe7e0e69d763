"""The connection to the database, and the units of work on it."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeAlias

from sqlalchemy import Engine, create_engine, make_url
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.orm import Session

from app.domain.errors import Overloaded, StoreUnusable
from app.store import sqlite
from app.store.work import Work

log = logging.getLogger("misstep")
Listener: TypeAlias = Callable[[str, int], None]
_POOL = 16  # connections kept; the thread pool that serves requests has 40 threads, most of them not in a query


@dataclass(frozen=True, slots=True)
class Store:
    """A database that is open. Make one for each process."""

    engine: Engine
    listeners: list[Listener] = field(default_factory=list, compare=False)

    def on_commit(self, listener: Listener) -> None:
        """Tell the listener session and number of every event of this process, in order, once nothing undoes it."""
        self.listeners.append(listener)

    @contextmanager
    def reading(self) -> Iterator[Work]:
        """A consistent view; nothing done in it is kept."""
        with Session(self.engine, autoflush=False) as session:
            yield Work(session)

    @contextmanager
    def writing(self) -> Iterator[Work]:
        """All or nothing: kept when the block ends, undone when it raises. Raises Overloaded when others write on."""
        with self._transaction(writing=True) as work:
            yield work

    @contextmanager
    def durably(self) -> Iterator[Work]:
        """As `writing`, and when the block has ended not even a power cut undoes it."""
        with self._transaction(writing=True, durable=True) as work:
            yield work

    @contextmanager
    def _transaction(self, **options: bool) -> Iterator[Work]:
        writer = self.engine.execution_options(**options)
        try:
            with Session(writer, autoflush=False) as session, session.begin():
                work = Work(session)
                yield work
        except OperationalError as error:
            if sqlite.busy(error.orig):
                raise Overloaded("the database is busy with other writing; try again in a moment") from error
            raise
        self._tell(work)

    def _tell(self, work: Work) -> None:
        for listener in self.listeners:
            for session_id, seq in work.events.appended:
                try:
                    listener(session_id, seq)
                except Exception:  # what is committed stays so, whatever becomes of the telling
                    log.exception("a listener was not told of event %d of session %s", seq, session_id)

    def close(self) -> None:
        self.engine.dispose()


def open_store(url: str) -> Store:
    """Connect to `sqlite:///file` or `postgresql+psycopg://…`. Raises StoreUnusable for what is no such address."""
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise StoreUnusable(f"MISSTEP_DATABASE_URL: {url!r} is not a database address: {error}") from error
    if address.get_backend_name() == "sqlite":
        if not address.database or address.database == ":memory:":
            raise StoreUnusable("MISSTEP_DATABASE_URL: name a file, as in sqlite:///misstep.db")
        engine = create_engine(address, pool_size=_POOL, max_overflow=2 * _POOL)
        sqlite.prepare(engine)
        return Store(engine)
    return Store(create_engine(address, pool_size=_POOL, max_overflow=2 * _POOL, pool_pre_ping=True))
