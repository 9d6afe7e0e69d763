"""In which order delivered traces are taken up: what has waited longest first, but no crowd keeps others waiting.

The traces of one request are due at one time. Thousands of them are a crowd: half of the room is theirs, half of what
remains the next crowd's, and so on, so that who comes behind them waits for one batch and not for all of them.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import takewhile
from random import Random
from typing import Any

from sqlalchemy import not_, select
from sqlalchemy.orm import Session

from app.store.inbox_tables import DELIVERED
from app.store.waiting import due

TRIES = 3  # a trace that fails so often is set aside
HOPELESS: Any = DELIVERED.tries >= TRIES


def next_traces(session: Session, *, now: datetime, limit: int) -> Sequence[Any]:
    """Rows of one workspace, locked: one that failed or was delayed before, else as many of the others as asked for.

    Where several workspaces have some, none of them is always first.
    """
    query = select(
        DELIVERED.workspace, DELIVERED.trace_id, DELIVERED.tries, DELIVERED.delays, DELIVERED.due_at
    ).where(*due(now), not_(HOPELESS))
    ordered = query.order_by(DELIVERED.due_at, DELIVERED.trace_id).with_for_update(skip_locked=True)
    again = session.execute(ordered.where(DELIVERED.tries > 0).limit(1)).all()
    found = again or _beside_crowds(session, ordered.where(DELIVERED.tries == 0), limit=limit)
    mine = Random(now.isoformat()).choice(sorted({row.workspace for row in found}) or [None])  # noqa: S311  # an order
    rows = [row for row in found if row.workspace == mine]
    return list(takewhile(lambda row: not row.delays, rows)) or rows[:1]


def _beside_crowds(session: Session, ordered: Any, *, limit: int) -> list[Any]:
    first = rows = session.execute(ordered.limit(limit)).all()
    found: list[Any] = []
    while rows and len(rows) == limit - len(found) and rows[0].due_at == rows[-1].due_at:
        found += rows[: (len(rows) + 1) // 2]
        behind = ordered.where(DELIVERED.due_at > rows[0].due_at)
        rows = session.execute(behind.limit(limit - len(found))).all()
    found += rows
    taken = {(row.workspace, row.trace_id) for row in found}
    return found + [row for row in first if (row.workspace, row.trace_id) not in taken][: limit - len(found)]
