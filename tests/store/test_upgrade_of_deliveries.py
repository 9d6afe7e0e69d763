"""What was delivered before each delivery was of one trace is kept for each of its traces, on both databases."""

from datetime import UTC, datetime

import pytest
from alembic import command, config
from sqlalchemy import text

from app.store import schema
from app.store.check import problems
from app.store.engine import open_store

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.fixture
def upgraded(empty_address):
    """Two requests: the first of traces one and two, the second of trace two, which no run holds yet."""
    store = open_store(empty_address)
    settings = config.Config()
    settings.set_main_option("script_location", str(schema._MIGRATIONS))
    with store.engine.execution_options(writing=True).begin() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, "0005")
        for number, body in ((1, b"both"), (2, b"late")):
            row = {"id": number, "at": NINE.replace(tzinfo=None), "body": body}
            delivery = "insert into delivery (id, workspace, media_type, received_at, body) values (:id, 'local', 'application/json', :at, :body)"
            connection.execute(text(delivery), row)
        for trace_id, delivery_id, assembled in (("one", 1, True), ("two", 1, True), ("two", 2, False)):
            row = {"trace": trace_id, "delivery": delivery_id, "assembled": assembled}
            trace = "insert into delivered_trace (workspace, trace_id, delivery_id, assembled) values ('local', :trace, :delivery, :assembled)"
            connection.execute(text(trace), row)
    assert schema.upgrade(store.engine) == schema.HEAD
    yield store
    store.close()


def test_each_trace_has_all_that_was_delivered_of_it(upgraded):
    assert problems(upgraded) == []
    with upgraded.reading() as work:
        kept = [(each.trace_id, each.body) for each in work.deliveries.of_traces("local", ["one", "two"])]
        assert sorted(kept) == [("one", b"both"), ("two", b"both"), ("two", b"late")]
        assert work.deliveries.unassembled("local", ["one", "two"]) == {"two"}


def test_what_no_run_held_waits_still(upgraded):
    with upgraded.writing() as work:
        assert work.inbox.count_waiting() == 1
        assert work.leases.take(now=NINE, limit=9).due == {"two"}
