"""Everything that is particular to SQLite, and to nothing else here."""

import os
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from time import sleep
from typing import Any

from sqlalchemy import Connection, Engine, event, text

from app.store.limits import BUSY_SECONDS

PRIVATE = 0o600  # the rights on files that we make: traces hold what people wrote
_PRAGMAS = (
    "secure_delete=ON",  # what is deleted is overwritten with zeros
    "foreign_keys=ON",
    f"busy_timeout={BUSY_SECONDS * 1000}",
    "journal_mode=WAL",
    "synchronous=NORMAL",
)
_MOMENT = 0.1  # seconds
_PAUSES = (0, 0.2, 0.4, 0.8, 1.6)  # seconds before each try to empty the log; most pages are read in a hundredth
# https://www.sqlite.org/rescode.html: locks, and files that cannot be opened, read or written as things are.
_PASSING = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
}


def prepare(engine: Engine) -> None:
    """Write-ahead log, foreign keys and waiting for locks on each connection; explicit transactions."""
    event.listen(engine, "do_connect", _on_connecting)
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)


def _on_connecting(_dialect: object, _record: object, given: Sequence[str], options: Mapping[str, object]) -> None:
    """Make a file that is missing, for its owner alone; SQLite gives the files beside it the same rights."""
    if not options.get("uri"):
        with suppress(OSError):  # it is there, or SQLite says what is in the way
            os.close(os.open(given[0], os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE))


def is_there(engine: Engine) -> bool:
    """Whether the file is; of one that is named by a URI only SQLite knows."""
    return "uri" in engine.url.query or Path(engine.url.database or "").is_file()


def files_of(engine: Engine) -> tuple[Path, ...]:
    """The file, and those that SQLite keeps beside it while it is open."""
    return tuple(Path(f"{engine.url.database}{ending}") for ending in ("", "-wal", "-shm"))


def _on_connect(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # we begin transactions ourselves, see below
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").close()


def _on_begin(connection: Connection) -> None:
    """A writing transaction takes the lock at once: one that reads first could not be let through later."""
    options = connection.get_execution_options()
    writing = options.get("writing", False)
    if writing:
        # A table that is made anew is dropped first, and what refers to it must not go with it.
        connection.exec_driver_sql(f"PRAGMA foreign_keys={'OFF' if options.get('migrating') else 'ON'}")
        connection.exec_driver_sql(f"PRAGMA synchronous={'FULL' if options.get('durable') else 'NORMAL'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def empty_log(engine: Engine) -> None:
    """Move everything from the write-ahead log into the file, and cut the log to nothing.

    What was deleted was overwritten with zeros in the file's pages (`secure_delete`); the log still holds them as
    they were before. A reader who is in the middle of something keeps a part of it there; the next call takes it.
    Nobody can write while it waits for readers, so it waits for moments alone, and lets others write in between.
    """
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        connection.exec_driver_sql(f"PRAGMA busy_timeout={_MOMENT * 1000:.0f}")
        try:
            for pause in _PAUSES:
                sleep(pause)
                if not connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar():
                    break
        finally:
            connection.exec_driver_sql(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")


def full(error: BaseException | None) -> bool:
    """Whether there was no room left on the disk."""
    return _code(error) == sqlite3.SQLITE_FULL


def passing(error: BaseException | None) -> bool:
    """Whether the same may succeed later: somebody held the lock for too long, or the file could not be reached."""
    return _code(error) in _PASSING


def damaged(error: BaseException | None) -> bool:
    """Whether the file is no database, or not a whole one."""
    return _code(error) in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def _code(error: BaseException | None) -> int | None:
    """The primary result code; SQLite adds details in higher bits, and Python raises some errors without any."""
    code = getattr(error, "sqlite_errorcode", None) if isinstance(error, sqlite3.Error) else None
    return None if code is None else code & 0xFF


def interrupt(connection: Any) -> None:
    """Give up what another thread asks of this connection; where it asks nothing, nothing happens."""
    connection.interrupt()


def problems(engine: Engine) -> list[str]:
    """What SQLite itself finds wrong with the file, one sentence each."""
    with engine.connect() as connection:
        damaged = [row[0] for row in connection.execute(text("PRAGMA integrity_check")) if row[0] != "ok"]
        dangling = [
            f"{table}: row {row} refers to a missing {parent}"
            for table, row, parent, _ in connection.execute(text("PRAGMA foreign_key_check"))
        ]
    return damaged + dangling


def backup(engine: Engine, target: Path) -> None:
    """A consistent copy of the database while it is in use."""
    source = engine.raw_connection()
    try:
        copy = sqlite3.connect(target)
        try:
            driver = source.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            driver.backup(copy)
        finally:
            copy.close()
    finally:
        source.close()
