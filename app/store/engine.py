"""The connection to the database, and the units of work on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Engine, create_engine, make_url
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.orm import Session

from app.domain.errors import Overloaded, StoreUnusable
from app.store import sqlite
from app.store.work import Work

_POOL = 16  # connections kept; the thread pool that serves requests has 40 threads, most of them not in a query


@dataclass(frozen=True, slots=True)
class Store:
    """A database that is open. Make one for each process."""

    engine: Engine

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
                yield Work(session)
        except OperationalError as error:
            if sqlite.busy(error.orig):
                raise Overloaded("the database is busy with other writing; try again in a moment") from error
            raise

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
