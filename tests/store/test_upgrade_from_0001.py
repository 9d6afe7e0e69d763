"""A database of the first version upgrades without loss."""

import database_of_0001
import pytest
from database_of_0001 import ANSWERS

from app.store import schema
from app.store.check import problems
from app.store.engine import open_store


@pytest.fixture
def upgraded(tmp_path):
    database_of_0001.restore(tmp_path / "old.db")
    store = open_store(f"sqlite:///{tmp_path}/old.db")
    schema.upgrade(store.engine)
    yield store
    store.close()


def column(store, query):
    with store.engine.connect() as connection:
        return [row[0] for row in connection.exec_driver_sql(query)]


def test_it_is_sound(upgraded):
    assert problems(upgraded) == []


def test_what_was_bundled_is_public_and_what_was_imported_is_local(upgraded):
    assert column(upgraded, "select distinct workspace from run where source = 'bundled'") == ["public"]
    assert column(upgraded, "select workspace from run where source = 'imported'") == ["local"]
    assert column(upgraded, "select workspace from delivery") == ["local"]
    assert column(upgraded, "select workspace from delivered_trace") == ["local"]


def test_each_workspace_has_the_messages_that_its_runs_are_made_of(upgraded):
    used = "select hash from run_content join run on run.id = run_id where workspace = '{}' intersect select hash from message"
    for workspace in ("public", "local"):
        there = column(upgraded, f"select hash from message where workspace = '{workspace}'")
        assert sorted(there) == sorted(column(upgraded, used.format(workspace)))
        assert there


def test_an_imported_run_reads_as_before(upgraded):
    with upgraded.reading() as work:
        run = work.runs.one("local", ANSWERS["imported"])
        assert (run.name, run.step_count) == (ANSWERS["run"]["name"], 8)
        told = [
            part.text
            for number in range(1, 9)
            for step in [work.steps.one(run.id, number).step]
            for message in work.pool.messages(run.id, step.output_messages).values()
            for part in message.parts
            if hasattr(part, "text")
        ]
    assert told == ["Not refunded gardenia", "All is well hyacinth"]
