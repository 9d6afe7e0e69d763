"""The connection to the database, and the units of work on it."""

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolExhausted
from sqlalchemy.orm import Session, SessionTransaction

from app.domain.errors import DiskFull, MisstepError, Overloaded, RunsChanged, StatementRefused, StoreUnusable
from app.domain.shortage import NO_ROOM
from app.store import nul, postgresql, sqlite
from app.store.cancel_token import CancelToken
from app.store.limits import BUSY_SECONDS, CONNECTIONS
from app.store.work import Work

log = logging.getLogger("misstep")
Listener: TypeAlias = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Store:
    """A database that is open. Make one for each process."""

    engine: Engine
    listeners: list[Listener] = field(default_factory=list, compare=False)

    def on_commit(self, listener: Listener) -> None:
        """Tell the listener session and number of every event of this process, once each, when nothing undoes it.

        The telling follows the commit, in the thread that committed: of two units that change one session, the later
        may be told first, and listeners are called at the same time. Whoever is told therefore reads on from the last
        number that they saw (`events.seen(..., after=)`), and takes what is told for no more than a reason to look.
        """
        self.listeners.append(listener)

    @contextmanager
    def reading(self, token: CancelToken | None = None) -> Iterator[Work]:
        """A consistent view; nothing done in it is kept. Raises Overloaded where the database cannot answer now.

        It begins, and takes a connection, with the first question. With a token another thread can stop it.
        """
        with _answering(), Session(self._reader(), autoflush=False) as session, ExitStack() as stopping:

            def begun(_session: Session, _transaction: SessionTransaction, connection: Connection) -> None:
                if token is not None:
                    stopping.enter_context(token.over(connection))

            event.listen(session, "after_begin", begun)
            yield Work(session)

    @contextmanager
    def writing(self) -> Iterator[Work]:
        """All or nothing: kept when the block ends, undone when it raises. Raises Overloaded when others write on."""
        with self._transaction(writing=True) as work:
            yield work

    def repeated(self, change: Callable[[Work], None], *, durable: bool = False) -> None:
        """Make a change that may be begun again: once more, when a connection was lost or others were in its way.

        After a durable one not even a power cut undoes it. Raises Overloaded when the trouble does not pass, and
        RunsChanged at once: what was worked out from other runs is not right the second time either.
        """
        try:
            with self._transaction(writing=True, durable=durable) as work:
                change(work)
        except RunsChanged:
            raise
        except Overloaded:
            log.info("a unit of work is repeated", exc_info=True)
            with self._transaction(writing=True, durable=durable) as work:
                change(work)

    @contextmanager
    def _transaction(self, **options: bool) -> Iterator[Work]:
        writer = self.engine.execution_options(**options)
        with _answering(), Session(writer, autoflush=False) as session, session.begin():
            work = Work(session)
            yield work
        self._tell(work)

    @property
    def in_process(self) -> bool:
        """Whether this process reads the database itself: then to end a reading waits for nobody."""
        return self.engine.dialect.name == "sqlite"

    def _reader(self) -> Engine:
        """SQLite shows a transaction the database as it was when it began; PostgreSQL has to be asked to."""
        if self.in_process:
            return self.engine
        return self.engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    def _tell(self, work: Work) -> None:
        for listener in self.listeners:
            for session_id, seq in work.events.appended:
                try:
                    listener(session_id, seq)
                except Exception:  # what is committed stays so, whatever becomes of the telling
                    log.exception("a listener was not told of event %d of session %s", seq, session_id)

    def empty_log(self) -> None:
        """Leave nothing of what was deleted in the database's files, as far as that is in our hands.

        PostgreSQL keeps its log, and the rows that were deleted until it vacuums, in ways of its own: see
        docs/deletion.md. Raises Overloaded where the files cannot be written now.
        """
        if self.in_process:
            with _answering():
                sqlite.empty_log(self.engine)

    def files(self) -> tuple[Path, ...]:
        """The files that a database of SQLite is in; where PostgreSQL has its own is not known here."""
        return sqlite.files_of(self.engine) if self.in_process else ()

    def close(self) -> None:
        self.engine.dispose()


@contextmanager
def _answering() -> Iterator[None]:
    """Turn what passes into Overloaded: other writing, a lost connection, a full disk, a server that goes down."""
    try:
        yield
    except DBAPIError as error:
        raise _ours(error) from error
    except PoolExhausted as error:
        raise Overloaded("all connections to the database are in use; try again in a moment") from error


def _ours(error: DBAPIError) -> MisstepError:
    """What the database's error means to whoever asked."""
    if sqlite.full(error.orig) or postgresql.full(error):
        return DiskFull(NO_ROOM)
    if sqlite.passing(error.orig) or postgresql.passing(error):
        return Overloaded("the database is busy or cannot be reached; try again in a moment")
    if sqlite.damaged(error.orig):
        log.error("the database is damaged", exc_info=error)
        return StoreUnusable("the database is damaged: `misstep db check` says where; restore a backup")
    log.error("the database refuses a statement", exc_info=error)
    kind = type(error.orig).__name__
    return StatementRefused(f"the database refuses this ({kind}); the log says more, please report it")


def open_store(url: str) -> Store:
    """Connect to `sqlite:///file` or `postgresql://…`. Raises StoreUnusable for what is no such address."""
    try:
        address = postgresql.address_of(make_url(url))
        if address.get_backend_name() == "sqlite":
            return Store(nul.made_visible(_sqlite_engine(address)))
        if address.get_backend_name() == "postgresql":
            return Store(nul.made_visible(postgresql.make_engine(address)))
    except (ArgumentError, NoSuchModuleError, ValueError):  # which may quote the address, and so its password
        raise StoreUnusable(
            "MISSTEP_DATABASE_URL is not a database address: write sqlite:///file or "
            "postgresql://user:password@host:port/database, with special characters percent-encoded"
        ) from None
    raise StoreUnusable(
        "MISSTEP_DATABASE_URL: name a database of SQLite (sqlite:///…) or PostgreSQL (postgresql://…)"
    )


def open_existing(url: str) -> Store:
    """Connect to a database, and make none. Raises StoreUnusable where there is none yet, too."""
    store = open_store(url)
    if store.engine.dialect.name == "sqlite" and not sqlite.is_there(store.engine):
        file = store.engine.url.database
        raise StoreUnusable(f"{file}: there is no database yet; `misstep serve` or `misstep db upgrade` makes one")
    return store


def _sqlite_engine(address: URL) -> Engine:
    if not address.database or address.database == ":memory:":
        raise StoreUnusable("MISSTEP_DATABASE_URL: name a file, as in sqlite:///misstep.db")
    engine = create_engine(
        address, pool_size=CONNECTIONS, max_overflow=0, pool_timeout=BUSY_SECONDS, hide_parameters=True
    )
    sqlite.prepare(engine)
    return engine
