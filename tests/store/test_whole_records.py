"""Attempts of the first version are upgraded to records that their rows can be folded from."""

from datetime import UTC, datetime

import pytest
from alembic import command, config
from sqlalchemy import text

from app.domain.change import Visibility
from app.domain.fold import fold
from app.store import schema
from app.store.check import problems
from app.store.engine import open_store
from app.store.packed import pack

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
DRAFT = {
    "no_fault": False,
    "claims": [{"step": 2, "confidence": 0.7}],
    "failure_class": "tool.unit_error",
    "evidence": [{"step": 2, "quote": "total: 1250"}],
    "explanation": "The unit is missing.",
    "fix_lever": "tool",
    "remedy": None,
}
CLAIM = {
    "id": "c1",
    "step": 2,
    "what": "unit",
    "because": "",
    "would_expect": "",
    "would_rule_out": "",
    "confidence": 0.5,
    "revises": None,
}
EVENTS = (
    ("attempt.started", {"scenario": "late-parcel", "variant": "a", "reveal": "forward"}),
    ("step.opened", {"step": 1}),
    ("step.revealed", {"step": 2}),
    ("step.opened", {"step": 2}),
    ("step.marked", {"step": 2, "as": "suspect"}),
    ("claim.logged", CLAIM),
    ("claim.withdrawn", {"claim": "c1"}),
    ("evidence.pinned", {"step": 2, "quote": "total: 1250"}),
    ("evidence.pinned", {"step": 1, "quote": None}),
    ("evidence.unpinned", {"step": 1, "quote": None}),
    ("hint.taken", {"hint": 1}),
    ("draft.saved", DRAFT),
    ("diagnosis.submitted", {"diagnosis": DRAFT, "total": 65.0}),
)  # fmt: skip
ROW = {
    "id": "one", "reader": "ada", "scenario": "late-parcel", "variant": "a", "run_id": "run", "reveal": "forward", "frontier": 2,
    "last_step": 8, "position": 2, "suspect": 2, "hints_taken": 1, "started_at": NINE, "submitted_at": NINE, "total": 65.0,
    "opened": b"\x06",
    "body": pack({"marks": [], "claims": [CLAIM | {"at": NINE.isoformat(), "withdrawn_at": NINE.isoformat()}], "draft": DRAFT, "submitted": DRAFT}),
}  # fmt: skip


@pytest.fixture
def first_version(tmp_path):
    """A database as the first version left it: an attempt that was submitted, and one that is open at step 1."""
    store = open_store(f"sqlite:///{tmp_path}/old.db")
    settings = config.Config()
    settings.set_main_option("script_location", str(schema._MIGRATIONS))
    with store.engine.begin() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, "0001")
        begun = {"frontier": 1, "position": 1, "suspect": None, "hints_taken": 0, "submitted_at": None, "total": None}
        empty = {"marks": [], "claims": [], "draft": {}, "submitted": None}
        rows = [ROW, ROW | begun | {"id": "two", "opened": b"\x02", "body": pack(empty)}]
        _insert(connection, "attempt", rows)
        _insert(connection, "event", [*_events("one", EVENTS), *_events("two", EVENTS[:2])])
    yield store
    store.close()


def _events(session_id, told):
    return [
        {"session_id": session_id, "seq": seq, "actor": "ada", "visibility": "all", "kind": kind, "payload": pack(payload), "at": NINE}
        for seq, (kind, payload) in enumerate(told, start=1)
    ]  # fmt: skip


def _insert(connection, table, rows):
    names = ", ".join(rows[0])
    values = ", ".join(f":{name}" for name in rows[0])
    connection.execute(text(f"insert into {table} ({names}) values ({values})"), rows)


def test_a_record_of_the_first_version_comes_to_its_row(first_version):
    schema.upgrade(first_version.engine)
    assert problems(first_version) == []
    with first_version.reading() as work:
        done, begun = work.attempts.of("ada", "one"), work.attempts.of("ada", "two")
        assert (fold(work.events.of("one")), fold(work.events.of("two"))) == (done, begun)
        assert (done.submitted_at, done.total, done.frontier, done.claims[0].withdrawn_at) == (NINE, 65.0, 2, NINE)
        assert (begun.frontier, begun.last_step, begun.opened) == (1, 8, {1})


def test_what_is_added_stands_at_the_end_and_in_no_stream(first_version):
    schema.upgrade(first_version.engine)
    with first_version.reading() as work:
        added = work.events.of("one", after=len(EVENTS))
        assert [(event.seq, event.kind, event.at) for event in added] == [
            (14, "run.assigned", NINE),
            (15, "diagnosis.scored", NINE),
        ]
        assert {event.visibility for event in added} == {Visibility.SEALED}
