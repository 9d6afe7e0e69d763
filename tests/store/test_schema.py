"""Migrations, checks and backups of a real database."""

import sqlite3
from traceback import format_exception

import pytest
from adas_attempt import ACT
from alembic import config, script
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import event, text
from sqlmodel import SQLModel

from app.domain.change import StepOpened
from app.domain.errors import Overloaded, SettingRejected, StatementRefused, StoreUnusable
from app.domain.scenario import Reveal
from app.practice.start import start_attempt
from app.store import schema
from app.store.backup import back_up
from app.store.check import problems
from app.store.engine import open_existing, open_store


@pytest.fixture
def empty(empty_address):
    opened = open_store(empty_address)
    yield opened
    opened.close()


@pytest.fixture
def file(tmp_path):
    """A database of SQLite that is not there yet."""
    opened = open_store(f"sqlite:///{tmp_path}/file.db")
    yield opened
    opened.close()


def test_the_newest_migration_is_the_one_that_the_code_needs():
    settings = config.Config()
    settings.set_main_option("script_location", str(schema._MIGRATIONS))
    assert script.ScriptDirectory.from_config(settings).get_current_head() == schema.HEAD


def test_the_migrations_make_the_tables_that_the_code_uses(empty):
    assert schema.upgrade(empty.engine) == schema.HEAD
    with empty.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), SQLModel.metadata) == []


def test_an_upgraded_database_is_left_alone(empty):
    schema.upgrade(empty.engine)
    assert schema.upgrade(empty.engine) is None


def test_a_database_of_a_newer_version_is_refused(empty):
    schema.upgrade(empty.engine)
    with empty.engine.begin() as connection:
        connection.exec_driver_sql("update alembic_version set version_num = '9999'")
    with pytest.raises(StoreUnusable, match=r"'9999'.*newer"):
        schema.upgrade(empty.engine)
    assert problems(empty) == [
        f"the database is at revision 9999, this version needs {schema.HEAD}: run `misstep db upgrade`"
    ]


def test_a_file_that_is_no_database_is_refused(tmp_path):
    (tmp_path / "notes.db").write_text("these are notes, not a database, and long enough to be read")
    store = open_store(f"sqlite:///{tmp_path}/notes.db")
    with pytest.raises(StoreUnusable, match="not a database"):
        schema.upgrade(store.engine)
    with pytest.raises(StoreUnusable, match="not a database"):
        problems(store)


@pytest.mark.parametrize("url", ["nonsense", "sqlite://", "sqlite:///:memory:", "mysql://db/misstep", "none://db"])
def test_an_address_that_names_no_database_is_refused(url):
    with pytest.raises(StoreUnusable, match="MISSTEP_DATABASE_URL"):
        open_store(url)


@pytest.mark.parametrize(
    "url", ["postgresql://ada:secret@db:high/misstep", "postgre://ada:secret@db/misstep", "ada:secret@db/misstep"]
)
def test_an_address_that_is_refused_is_not_repeated(url):
    with pytest.raises(StoreUnusable, match="MISSTEP_DATABASE_URL") as told:
        open_store(url)
    assert "secret" not in "".join(format_exception(told.value))


def test_a_database_that_nobody_serves_is_told_by_its_place_and_without_its_password():
    store = open_store("postgresql://ada:secret@127.0.0.1:1/misstep")
    with pytest.raises(StoreUnusable, match=r"127\.0\.0\.1:1/misstep cannot be used") as told:
        schema.upgrade(store.engine)
    assert "secret" not in str(told.value)
    store.close()


def test_a_sound_database_has_no_problems(store):
    assert problems(store) == []


def test_lost_steps_changed_words_and_missing_events_are_found(store, ada):
    made = ada.post("/api/scenarios/late-parcel/attempts", json={}).json()["id"]
    ada.post("/api/scenarios/late-parcel/attempts", json={})
    ada.post(f"/api/attempts/{made}/marks", json={"step": 1, "as": "mark"})
    assert problems(store) == []
    with store.engine.begin() as connection:
        connection.exec_driver_sql("delete from step where number = 3")
        for which, body in (("min", b'{"role":"user","parts":[]}'), ("max", b"\x28\xb5\x2f\xfd\x00")):
            change = f"update message set body = :body where hash = (select {which}(hash) from message)"
            connection.execute(text(change), {"body": body})
        connection.exec_driver_sql("delete from event where kind = 'attempt.started'")
    found = problems(store)
    assert [each.split(" ")[0] for each in found] == ["run", "message", "message", *["session"] * 2, *["attempt"] * 2]
    assert "has 7 steps, expected 8" in found[0]
    assert found[-1].endswith("its record cannot be read: the record of an attempt begins with attempt.started")


def test_a_database_in_use_is_sound_however_much_is_written_between_two_questions(store):
    with store.writing() as work:
        start_attempt(work, **ACT, slug="late-parcel", variant=None, reveal=Reveal.OPEN)
    own = open_store(store.engine.url.render_as_string(hide_password=False))
    written = []

    @event.listens_for(store.engine, "after_cursor_execute")
    def write(*_):
        with own.writing() as work:
            attempt = work.attempts.for_change("ada", "one")
            work.attempts.record(attempt, [StepOpened(step=len(written) % 8 + 1)], actor="ada", at=ACT["now"])
        written.append(1)

    found = problems(store)
    event.remove(store.engine, "after_cursor_execute", write)
    assert (found, len(written) > 6) == ([], True)
    own.close()


def test_a_backup_is_a_database_of_its_own(file, tmp_path):
    schema.upgrade(file.engine)
    with file.writing() as work:
        work.catalog.note_content("other", "1")
    size = back_up(file, tmp_path / "copy.db")
    assert size == (tmp_path / "copy.db").stat().st_size
    assert sqlite3.connect(tmp_path / "copy.db").execute("select name, content from pack").fetchall() == [
        ("other", "1")
    ]


def test_a_backup_overwrites_nothing(file, tmp_path):
    schema.upgrade(file.engine)
    (tmp_path / "copy.db").write_text("precious")
    with pytest.raises(SettingRejected, match="cannot be made"):
        back_up(file, tmp_path / "copy.db")


def test_a_database_that_is_not_there_is_not_made_to_be_looked_at(tmp_path):
    with pytest.raises(StoreUnusable, match="no database yet"):
        open_existing(f"sqlite:///{tmp_path}/none.db")
    assert list(tmp_path.iterdir()) == []


def test_a_database_of_a_server_is_backed_up_by_its_own_tools(tmp_path):
    store = open_store("postgresql://127.0.0.1/misstep")
    with pytest.raises(StoreUnusable, match="pg_dump"):
        back_up(store, tmp_path / "copy.db")
    store.close()


def test_a_writer_who_waits_too_long_is_told_to_come_back(store, database):
    impatient = open_store(store.engine.url.render_as_string(hide_password=False))
    hurry = {"sqlite": "PRAGMA busy_timeout=1", "postgresql": "SET lock_timeout = 1"}[database]
    event.listen(impatient.engine, "checkout", lambda connection, *_: connection.cursor().execute(hurry).close())
    with store.writing() as work:
        work.catalog.note_content("other", "1")
        work._session.flush()
        with pytest.raises(Overloaded, match="busy"), impatient.writing() as late:
            late.catalog.note_content("other", "2")
    impatient.close()


def test_what_fails_is_undone(store):
    def fail():
        with store.writing() as work:
            work.catalog.show((), ())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with store.reading() as work:
        assert [scenario.slug for scenario in work.catalog.scenarios()] == ["late-parcel"]


def test_another_failure_of_the_database_keeps_its_name(store):
    with pytest.raises(StatementRefused, match="refuses"), store.writing() as work:
        work._session.connection().exec_driver_sql("select * from missing_table")
