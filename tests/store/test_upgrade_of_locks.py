"""An upgrade takes the time of the lock out of what is packed, on both databases."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import command, config
from late_parcel import SLUG

from app.store import schema
from app.store.engine import open_store
from app.store.packed import pack
from app.store.work import Work

TEN_PAST = datetime(2026, 11, 22, 9, 10, tzinfo=UTC)
ATTEMPT = {
    "reader": "ada", "scenario": SLUG, "variant": "a", "edition": "e", "run_id": "run", "reveal": "open", "frontier": 8,
    "last_step": 8, "position": 1, "suspect": None, "hints_taken": 0, "started_at": datetime(2026, 11, 22, 9, 0, tzinfo=UTC),
    "opened": b"",
}  # fmt: skip


def body(locked_at):
    return pack({"marks": [], "claims": [], "pins": [], "draft": {}, "submitted": None} | locked_at)


def test_the_time_of_a_lock_is_found_in_its_column(empty_address):
    store = open_store(empty_address)
    settings = config.Config()
    settings.set_main_option("script_location", str(schema._MIGRATIONS))
    bodies = {"locked": {"locked": {}, "locked_at": TEN_PAST}, "open": {"locked": None, "locked_at": None}, "old": {}}
    rows = [ATTEMPT | {"id": name, "body": body(told)} for name, told in bodies.items()]
    with store.engine.execution_options(writing=True).begin() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, "0021")
        table = sa.Table("attempt", sa.MetaData(), autoload_with=connection)
        connection.execute(sa.insert(table), rows)
    assert schema.upgrade(store.engine) == schema.HEAD
    with store.reading() as work:
        told = {each.id: each.locked_at for each in work.outlines.of("ada")}
        assert told == {"locked": TEN_PAST, "open": None, "old": None}
        assert locks(work) == told
    store.close()


def locks(work: Work):
    return {each.id: each.locked_at for each in work.attempts.by_reader("ada")}
