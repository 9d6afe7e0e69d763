"""What a program of Misstep begins with: its home, its key, and its database with the scenarios in it."""

import logging
import os
import secrets
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkstemp

from app.domain.errors import Overloaded, SettingRejected, StoreUnusable
from app.practice.load_bundled import load_bundled
from app.settings import Settings, bundled
from app.store.engine import Store, open_store
from app.store.schema import upgrade

log = logging.getLogger("misstep")
KEY_FILE = "secret_key"  # in the home
_SHORTEST_KEY = 32  # characters; ours have 43, and fewer than 32 are a file that was cut or put there by mistake


@dataclass(frozen=True, slots=True)
class Packs:
    """The folders that scenarios and their recorded runs are loaded from."""

    scenarios: Path
    traces: Path

    @classmethod
    def bundled(cls) -> "Packs":
        return cls(bundled("scenarios"), bundled("traces"))


def prepared_store(settings: Settings, packs: Packs) -> Store:
    """The database, migrated, with the scenarios in it. Raises StoreUnusable and ScenarioRejected."""
    store = ready_store(settings)
    loaded = load_bundled(store, scenarios=packs.scenarios, traces=packs.traces)
    if loaded is not None:
        log.info("loaded %d recorded runs", loaded)
    _finish_deletions(store)
    return store


def _finish_deletions(store: Store) -> None:
    """A deletion that was cut short after it was committed left in the log what it took out of the tables."""
    try:
        store.empty_log()
    except Overloaded as error:
        log.warning("what was deleted may still be in the database's log: %s", error)


def ready_store(settings: Settings) -> Store:
    """The database, migrated."""
    store = opened_store(settings)
    upgrade(store.engine)
    return store


def has_owner(settings: Settings) -> bool:
    """Whether somebody owns the server of this database, which is migrated for the question."""
    with closing(ready_store(settings)) as store, store.reading() as work:
        return work.memberships.any_owner()


def opened_store(settings: Settings) -> Store:
    """The database as it is, in the home where it belongs there; one of SQLite that is missing is made, empty."""
    make_home(settings)
    return open_store(settings.database_url)


def make_home(settings: Settings) -> None:
    """The folder for what Misstep keeps; one that we make is its owner's alone. Raises StoreUnusable."""
    try:
        settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnusable(f"MISSTEP_HOME: {settings.home} cannot be made: {error.strerror}") from error


def secret_key(settings: Settings) -> str:
    """The key that signs cookies: from the environment, else made on the first start and kept in the home.

    Raises SettingRejected where the database is not in the home: other servers may share it, and must share the key;
    and where what is kept is no key, or none can be kept.
    """
    if settings.secret_key:
        return settings.secret_key
    if not settings.database_url.startswith("sqlite:"):
        raise SettingRejected(
            "MISSTEP_SECRET_KEY: set it to the same long random text on every server that uses this database"
        )
    make_home(settings)
    file = settings.home / KEY_FILE
    try:
        if not file.exists():
            _make_key(file)
        key = file.read_text(errors="replace").strip()
    except OSError as error:
        trouble = f"the key that signs cookies cannot be kept there: {error.strerror}"
        raise SettingRejected(f"{file}: {trouble}; set MISSTEP_SECRET_KEY instead") from error
    if len(key) < _SHORTEST_KEY:
        raise SettingRejected(
            f"{file}: holds {len(key)} characters, which is no key; put the right file back, or delete it: a new key "
            "is made, and readers without an account lose their attempts"
        )
    return key


def _make_key(file: Path) -> None:
    """Whole or not at all, whenever the power fails; where another process is quicker, its key stands."""
    handle, name = mkstemp(dir=file.parent, prefix=f".{file.name}-")  # for its owner alone
    try:
        with os.fdopen(handle, "w") as new:
            new.write(secrets.token_urlsafe(32))
            new.flush()
            os.fsync(new.fileno())
        with suppress(FileExistsError):
            os.link(name, file)
    finally:
        Path(name).unlink()
