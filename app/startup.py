"""What a program of Misstep begins with: its home, its key, and its database with the scenarios in it."""

import logging
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import SettingRejected, StoreUnusable
from app.practice.load_bundled import load_bundled
from app.settings import Settings, bundled
from app.store.engine import Store, open_store
from app.store.schema import upgrade

log = logging.getLogger("misstep")


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
    return store


def ready_store(settings: Settings) -> Store:
    """The database, migrated."""
    make_home(settings)
    store = open_store(settings.database_url)
    upgrade(store.engine)
    return store


def make_home(settings: Settings) -> None:
    """The folder for what Misstep keeps; one that we make is its owner's alone. Raises StoreUnusable."""
    try:
        settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnusable(f"MISSTEP_HOME: {settings.home} cannot be made: {error.strerror}") from error


def secret_key(settings: Settings) -> str:
    """The key that signs cookies: from the environment, else made on the first start and kept in the home.

    Raises SettingRejected where the database is not in the home: other servers may share it, and must share the key.
    """
    if settings.secret_key:
        return settings.secret_key
    if not settings.database_url.startswith("sqlite:"):
        raise SettingRejected(
            "MISSTEP_SECRET_KEY: set it to the same long random text on every server that uses this database"
        )
    make_home(settings)
    file = settings.home / "secret_key"
    try:
        with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as new:
            new.write(secrets.token_urlsafe(32))
    except FileExistsError:
        pass
    return file.read_text().strip()
