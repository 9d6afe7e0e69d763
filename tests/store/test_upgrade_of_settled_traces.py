"""Traces that were set aside before it was noted when are let go of some days after the upgrade, on both databases."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from alembic import command, config
from sqlmodel.sql.sqltypes import UTCDateTime

from app.store import schema
from app.store.engine import open_store

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
TIMES = [sa.column(name, UTCDateTime()) for name in ("due_at", "assembled_at")]
TRACE = sa.table("delivered_trace", *map(sa.column, ("workspace", "trace_id", "tries", "failure", "gone")), *TIMES)
DELIVERY = sa.table(
    "delivery",
    *map(sa.column, ("workspace", "trace_id", "digest", "media_type", "spans", "assembled", "body")),
    sa.column("received_at", UTCDateTime()),
)
BLANK = {"workspace": "local", "due_at": None, "assembled_at": None, "tries": 0, "failure": None, "gone": False}


@pytest.fixture
def upgraded(empty_address):
    """A trace that became a run, one that was let go of since, one that was set aside, one that is to be retried.

    The fifth was set aside for no more than that it came late, when what came before it had been let go of.
    """
    store = open_store(empty_address)
    settings = config.Config()
    settings.set_main_option("script_location", str(schema._MIGRATIONS))
    traces = (
        {"trace_id": "run", "assembled_at": NINE},
        {"trace_id": "let go", "assembled_at": NINE, "gone": True},
        {"trace_id": "aside", "tries": 3, "failure": "it is damaged"},
        {"trace_id": "again", "due_at": NINE, "failure": "it is damaged"},
        {"trace_id": "late", "assembled_at": NINE, "failure": "no longer kept", "gone": True, "tries": 1},
    )
    late = {"workspace": "local", "trace_id": "late", "digest": b"1" * 16, "media_type": "application/json"}
    late |= {"received_at": NINE, "spans": 1, "assembled": False, "body": b"late"}
    with store.engine.execution_options(writing=True).begin() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, "0009")
        connection.execute(sa.insert(TRACE), [BLANK | trace for trace in traces])
        connection.execute(sa.insert(DELIVERY), [late])
    assert schema.upgrade(store.engine) == schema.HEAD
    yield store
    store.close()


def test_each_is_let_go_of_in_its_time(upgraded):
    now = datetime.now(UTC)
    with upgraded.writing() as work:
        assert work.inbox.retire(before=NINE, unheld_before=NINE, limit=9) == 0
        assert (
            work.inbox.retire(before=NINE + timedelta(seconds=1), unheld_before=NINE + timedelta(seconds=1), limit=9)
            == 1
        )
        assert work.inbox.retire(before=now - timedelta(days=1), unheld_before=now - timedelta(days=1), limit=9) == 0
        assert [trace.trace_id for trace in work.inbox.failed("local")] == ["aside"]
        assert work.inbox.retire(before=now + timedelta(days=1), unheld_before=now + timedelta(days=1), limit=9) == 1
        assert work.inbox.failed("local") == ()
        assert work.inbox.known("local", ["run", "let go", "aside", "again", "late"]) == {"again", "late"}


def test_what_was_set_aside_since_it_came_late_is_taken_up(upgraded):
    with upgraded.writing() as work:
        assert work.inbox.count_waiting() == 2
        assert work.leases.take(now=NINE, limit=9).due == {"again", "late"}
        assert [each.body for each in work.deliveries.of_traces("local", ["late"])] == [b"late"]
