"""A database of 100,000 runs to list: rows of the table of runs alone, since a list reads no other."""

import random

from sqlalchemy import Engine, MetaData, Table, insert, select

RUNS = 100_000
_APART_NS = 60 * 10**9
_BATCH = 10_000


def multiply(database: Engine) -> None:
    """Fill up to so many runs with copies of one that was imported, under other ids and at other times."""
    dice = random.Random(7)
    with database.begin() as connection:
        table = Table("run", MetaData(), autoload_with=connection)
        pattern = connection.execute(select(table).where(table.c.source == "imported").limit(1)).mappings().one()
        for start in range(0, RUNS, _BATCH):
            connection.execute(insert(table), [_copy(pattern, n, dice) for n in range(start, start + _BATCH)])


def key_before_page(database: Engine, *, page: int, size: int) -> str:
    """The key of the run that comes before a page of the list."""
    with database.begin() as connection:
        table = Table("run", MetaData(), autoload_with=connection)
        ordered = select(table.c.started_ns, table.c.id).where(table.c.source == "imported")
        ordered = ordered.order_by(table.c.started_ns.desc(), table.c.id.desc())
        started, run = connection.execute(ordered.offset((page - 1) * size - 1).limit(1)).one()
    return f"{started:016x}.{run}"


def _copy(pattern, number: int, dice: random.Random) -> dict:
    trace = f"{dice.getrandbits(128):032x}"
    began = pattern["started_ns"] - number * _APART_NS
    own = {"id": trace[:20], "trace_id": trace, "content": trace, "started_ns": began, "ended_ns": began + 10**9}
    return {**pattern, **own}
