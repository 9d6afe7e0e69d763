"""Copy the database to a file."""

from pathlib import Path

from app.domain.errors import SettingRejected, StoreUnusable
from app.store import sqlite
from app.store.engine import Store


def back_up(store: Store, target: Path) -> int:
    """The size of the copy in bytes.

    Raises SettingRejected for a file that exists or cannot be written, StoreUnusable where the database has tools of
    its own for this.
    """
    if store.engine.dialect.name != "sqlite":
        raise StoreUnusable("this database has its own tools for backups: use pg_dump")
    try:
        target.touch(sqlite.PRIVATE, exist_ok=False)
    except OSError as error:
        raise SettingRejected(f"--out: {target} cannot be made: {error.strerror}") from error
    sqlite.backup(store.engine, target)
    return target.stat().st_size
