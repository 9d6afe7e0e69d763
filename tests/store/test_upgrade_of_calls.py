"""An upgrade notes which two steps of a stored run are one call, on both databases."""

import sqlalchemy as sa
from alembic import command, config

from app.store import schema
from app.store.engine import open_store

RUN = {
    "id": "run",
    "workspace": "local",
    "content": "c",
    "name": "agent",
    "trace_id": "a",
    "source": "imported",
    "step_count": 7,
    "span_count": 7,
    "started_ns": 1,
    "ended_ns": 2,
    "reader_version": "earlier",
    "about": b"{}",
    "current": True,
}
STEP = {
    "run_id": "run",
    "name": "look",
    "lane": "",
    "depth": 0,
    "status": "unset",
    "failed": False,
    "started_ns": 1,
    "ended_ns": 2,
    "tries": 1,
    "rebuilt": False,
    "repaired": False,
    "gist": "",
    "sum_errors": 0,
    "payload": b"{}",
}


def test_a_tool_and_the_one_access_inside_it_are_one_call(empty_address):
    store = open_store(empty_address)
    settings = config.Config()
    settings.set_main_option("script_location", str(schema._MIGRATIONS))
    told = [("tool", 2), ("retrieval", 2), ("tool", 5), ("retrieval", 4), ("memory", 5), ("tool", 6), ("memory", 7)]
    steps = [
        STEP | {"number": number, "label": str(number), "kind": kind, "closes": closes}
        for number, (kind, closes) in enumerate(told, 1)
    ]
    with store.engine.execution_options(writing=True).begin() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, "0018")
        connection.execute(sa.insert(sa.table("run", *map(sa.column, RUN))), [RUN])
        connection.execute(sa.insert(sa.table("step", *map(sa.column, steps[0]))), steps)
    assert schema.upgrade(store.engine) == schema.HEAD
    with store.engine.connect() as connection:
        rows = connection.execute(sa.text("select number, same_call from step order by number"))
        assert [tuple(row) for row in rows] == [
            (1, 2), (2, 1), (3, None), (4, None), (5, None), (6, None), (7, None),
        ]  # fmt: skip
    store.close()
