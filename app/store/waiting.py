"""Which delivered traces are due, free to be taken up, or set aside, whatever becomes of the clock meanwhile.

Times are those of whoever wrote them, and a clock may be set back, or be another machine's. Each row says when it was
last written: one that was written later than now has times that tell nothing, and its trace is due and free.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, case, func, or_

from app.store.inbox_tables import DELIVERED

SKEW = timedelta(seconds=30)  # by which the clocks of several machines may differ
SET_ASIDE: Any = and_(DELIVERED.failure.is_not(None), DELIVERED.due_at.is_(None))
TRIED_AGAIN: Any = and_(DELIVERED.failure.is_not(None), DELIVERED.due_at.is_not(None))


def written_later(now: datetime) -> Any:
    """The clock was set back since the row was written."""
    return DELIVERED.noted_at > now + SKEW


def due(now: datetime) -> tuple[Any, ...]:
    """The conditions under which a trace may be taken up."""
    return DELIVERED.due_at.is_not(None), or_(DELIVERED.due_at <= now, written_later(now)), free(now)


def free(now: datetime) -> Any:
    """Nobody has the trace, or whoever took it up is taken for dead."""
    return or_(DELIVERED.leased_until.is_(None), DELIVERED.leased_until <= now, written_later(now))


def noted(at: datetime) -> dict[str, Any]:
    """What every writing of a row sets, whatever else: no time from before the clock was set back outlives it."""
    later = func.coalesce(written_later(at), False)  # a value in SQL
    return {
        "noted_at": at,
        "due_at": case((and_(later, DELIVERED.due_at.is_not(None)), at), else_=DELIVERED.due_at),
        "leased_until": case((later, None), else_=DELIVERED.leased_until),
        "rest_until": case((later, None), else_=DELIVERED.rest_until),
    }
