"""An upgrade notes which traces the runs held whose place others took, on both databases."""

import json

import sqlalchemy as sa
from alembic import command, config

from app.store import schema
from app.store.engine import open_store

RUN = {
    "workspace": "local",
    "content": "c",
    "name": "agent",
    "step_count": 0,
    "span_count": 2,
    "started_ns": 1,
    "ended_ns": 2,
    "reader_version": "earlier",
    "about": b"{}",
}


def test_the_traces_of_a_run_that_another_took_the_place_of_are_known(empty_address):
    store = open_store(empty_address)
    settings = config.Config()
    settings.set_main_option("script_location", str(schema._MIGRATIONS))
    runs = [
        RUN | {"id": "old", "trace_id": "b", "source": "imported", "current": False},
        RUN | {"id": "new", "trace_id": "a", "source": "imported", "current": True},
        RUN | {"id": "pack", "trace_id": "c", "source": "bundled", "current": False, "workspace": "public"},
    ]
    spans = {"old": ["b", "c"], "new": ["a", "b", "c"], "pack": ["c"]}
    chunks = [
        {"run_id": run, "place": 0, "body": json.dumps([{"trace_id": trace} for trace in traces]).encode()}
        for run, traces in spans.items()
    ]
    stands = [
        {"workspace": "local", "source": "imported", "trace_id": trace, "run_id": "new"} for trace in spans["new"]
    ]
    with store.engine.execution_options(writing=True).begin() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, "0010")
        connection.execute(sa.insert(sa.table("run", *map(sa.column, runs[0]))), runs)
        connection.execute(sa.insert(sa.table("span_chunk", *map(sa.column, chunks[0]))), chunks)
        connection.execute(sa.insert(sa.table("run_trace", *map(sa.column, stands[0]))), stands)
    assert schema.upgrade(store.engine) == schema.HEAD
    with store.engine.connect() as connection:
        rows = connection.execute(sa.text("select run_id, trace_id from former_run_trace order by 1, 2"))
        assert [tuple(row) for row in rows] == [("old", "b"), ("old", "c")]
    with store.reading() as work:
        assert work.runs.of_same_traces("local", "old").runs == ("new", "old")
    store.close()
