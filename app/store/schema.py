"""Bring a database to the shape that this version needs."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from app.domain.errors import StoreUnusable
from app.store import postgresql, sqlite

HEAD = "0022"  # the newest revision under migrations/versions; a test holds the two together
_MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(engine: Engine) -> str | None:
    """Run the migrations that are missing; returns the revision reached, or None where nothing was to do.

    Raises StoreUnusable for a database that cannot be opened or that a newer Misstep has written.
    """
    try:
        current = revision(engine)
        if current == HEAD:
            return None
        _upgrade(engine, current)
    except DBAPIError as error:
        raise _unusable(engine, error) from error
    return HEAD


def _unusable(engine: Engine, error: DBAPIError) -> StoreUnusable:
    place = engine.url.render_as_string(hide_password=True)
    return StoreUnusable(f"the database {place} cannot be used: {error.orig}")


def revision(engine: Engine) -> str | None:
    """The revision that the database is at; None for an empty one."""
    with engine.connect() as connection:
        return revision_of(connection)


def revision_of(connection: Connection) -> str | None:
    """The same over a connection."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def _upgrade(engine: Engine, current: str | None) -> None:
    from alembic import command, config, util  # noqa: PLC0415 - a tenth of a second that only a migration needs

    settings = config.Config()
    settings.set_main_option("script_location", str(_MIGRATIONS))
    try:
        with engine.execution_options(writing=True, migrating=True).begin() as connection:
            if connection.dialect.name == "postgresql":  # SQLite's writer is alone already
                postgresql.wait_for(connection, "schema")
            settings.attributes["connection"] = connection  # what another process migrated meanwhile is not repeated
            command.upgrade(settings, "head")
    except util.CommandError as error:
        raise StoreUnusable(
            f"the database is at revision {current!r}, which this Misstep does not know; install a newer one"
        ) from error


def require_current(engine: Engine) -> None:
    """Raises StoreUnusable for a database that cannot be opened or is not in the shape that this version needs."""
    try:
        wrong = _other_revision(engine)
    except DBAPIError as error:
        raise _unusable(engine, error) from error
    if wrong:
        raise StoreUnusable(wrong)


def _other_revision(engine: Engine) -> str | None:
    at = revision(engine)
    if at == HEAD:
        return None
    return f"the database is at revision {at}, this version needs {HEAD}: run `misstep db upgrade`"


def problems(engine: Engine) -> list[str]:
    """What is wrong with the database, one sentence each; nothing where it is sound."""
    try:
        if wrong := _other_revision(engine):
            return [wrong]
        return sqlite.problems(engine) if engine.dialect.name == "sqlite" else []
    except DBAPIError as error:
        raise _unusable(engine, error) from error
