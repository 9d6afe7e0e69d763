"""Everything that is particular to PostgreSQL, and to nothing else here."""

from contextlib import suppress
from hashlib import sha256
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from app.domain.errors import StoreUnusable
from app.store.limits import BUSY_SECONDS, CONNECTIONS

_KEPT = 5  # connections that stay open while nobody needs them
# Nothing hangs: a statement ends, a lock is given up, and a transaction whose process went silent is undone.
_LIMITS = (
    f"SET lock_timeout = '{BUSY_SECONDS}s'; SET statement_timeout = '60s'; "
    "SET idle_in_transaction_session_timeout = '300s'"
)
_NO_LIMITS = "SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0"
# Classes and codes of https://www.postgresql.org/docs/18/errcodes-appendix.html after which the same may succeed:
# connections, transactions that were rolled back, resources, a server that goes down, comes up or only stands by,
# locks, timeouts, files that cannot be read or written.
_PASSING = ("08", "40", "53", "57P", "55P03", "57014", "25006", "25P03", "25P04", "58")
_FULL = "53100"
_NAMES = {"postgresql", "postgres"}
_CANCEL_SECONDS = 2  # for a server to take the wish that it stop something


def address_of(url: URL) -> URL:
    """The address with the driver that we use, where it names none."""
    return url.set(drivername="postgresql+psycopg") if url.drivername in _NAMES else url


def make_engine(url: URL) -> Engine:
    """An engine whose connections wait for nothing without end. Raises StoreUnusable where the driver is missing."""
    try:
        engine = create_engine(
            url,
            pool_size=_KEPT,
            max_overflow=CONNECTIONS - _KEPT,
            pool_timeout=BUSY_SECONDS,
            pool_pre_ping=True,
            hide_parameters=True,  # they hold what traces say, and an error is written to the log
            connect_args={"connect_timeout": BUSY_SECONDS},
        )
    except ImportError as error:
        raise StoreUnusable(f"MISSTEP_DATABASE_URL: {error}; install `psycopg[binary]` to use PostgreSQL") from error
    event.listen(engine, "connect", _on_connect)
    return engine


def _on_connect(connection: Any, _record: object) -> None:
    connection.execute(_LIMITS)
    connection.commit()


def full(error: DBAPIError) -> bool:
    """Whether the server has no room left on its disk."""
    return getattr(error.orig, "sqlstate", None) == _FULL


def interrupt(connection: Any) -> None:
    """Give up what another thread asks of this connection; where it asks nothing, nothing happens."""
    with suppress(Exception):  # the connection is lost, or the server takes no other; what it runs has a time limit
        connection.cancel_safe(timeout=_CANCEL_SECONDS)


def passing(error: DBAPIError) -> bool:
    """Whether the same may succeed in a moment: the database was busy, or the connection to it was lost.

    What has no code did not come from the server: there is no connection, or the driver refused what it was given.
    """
    code = getattr(error.orig, "sqlstate", "none")
    if code is not None:
        return bool(code.startswith(_PASSING))
    unconnected = error.connection_invalidated or error.statement is None
    return unconnected and isinstance(error, OperationalError | InterfaceError)


def wait_for(connection: Connection, name: str) -> None:
    """Until the transaction ends nobody else passes here under the same name; wait for it as long as it takes."""
    connection.exec_driver_sql(_NO_LIMITS)
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _key(name)})


def share(connection: Connection, name: str) -> None:
    """Until the transaction ends only those pass under this name who share it too; waits as for any lock."""
    connection.execute(text("SELECT pg_advisory_xact_lock_shared(:key)"), {"key": _key(name)})


def _key(name: str) -> int:
    return int.from_bytes(sha256(name.encode()).digest()[:8], "big", signed=True)
