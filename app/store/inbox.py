"""What was delivered: traces that wait to become runs, those that were set aside, and what is no longer needed."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, case, delete, func, not_, or_, select, true, union, update
from sqlalchemy.orm import Session

from app.store.among import among
from app.store.deliveries import Arrival, Deliveries
from app.store.inbox_tables import (
    DELIVERED,
    DELIVERY,
    LINK,
    UNHELD,
    DeliveredTraceRow,
    TraceLinkRow,
    delivered_traces,
    deliveries_of,
)
from app.store.insertion import insert_for, insert_missing
from app.store.lease_order import TRIES
from app.store.waiting import SET_ASIDE, TRIED_AGAIN, noted, written_later

QUIET = timedelta(milliseconds=500)  # an exporter sends a run's spans in batches that follow one another


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedTrace:
    """A trace that could not become a run, and why."""

    trace_id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxCounts:
    """How many traces wait, how many of these are tried again since they failed, and how many were set aside."""

    waiting: int
    tried_again: int
    set_aside: int


class Inbox:
    """Delivered traces by workspace."""

    def __init__(self, session: Session, deliveries: Deliveries) -> None:
        self._session = session
        self._deliveries = deliveries

    def receive(self, workspace: str, arrivals: Iterable[Arrival], *, at: datetime) -> None:
        """Keep what arrived. A trace is due when it has been quiet, and has rested since it was last assembled.

        One that was set aside gets one more try.
        """
        ordered = sorted(arrivals, key=lambda each: each.trace_id)  # in one order, so that no two writers cross
        insert = insert_for(self._session, DeliveredTraceRow)
        key = ["workspace", "trace_id"]
        put = insert.on_conflict_do_update(index_elements=key, set_=_once_more(insert.excluded.due_at, at=at))
        new = {"workspace": workspace, "due_at": at + QUIET, "tries": 0, "delays": 0, "noted_at": at}
        self._session.execute(put, [new | {"trace_id": each.trace_id} for each in ordered])
        self._deliveries.add(workspace, ordered, at=at)
        self.link(workspace, {each.trace_id: each.linked for each in ordered})

    def link(self, workspace: str, linked: Mapping[str, Collection[str]]) -> None:
        """From now on these traces are taken up together, whichever of them something arrives for.

        Comes last in a unit of work, after the rows of the traces: no two writers cross.
        """
        pairs = sorted((one, other) for one, others in linked.items() for other in others if other != one)
        rows = [{"workspace": workspace, "trace_id": one, "linked": other} for one, other in pairs]
        insert_missing(self._session, TraceLinkRow, rows)

    def wake(self, workspace: str, trace_ids: Collection[str]) -> None:
        """Let what came before its spans be taken up, now that a run holds these spans."""
        due = func.coalesce(DELIVERED.due_at, DELIVERED.assembled_at)
        mine = *delivered_traces(workspace, trace_ids), not_(SET_ASIDE), UNHELD
        ordered = select(DELIVERED.trace_id).where(*mine).order_by(DELIVERED.trace_id).with_for_update()
        woken = self._session.scalars(ordered).all()
        self._session.execute(update(DeliveredTraceRow).where(*delivered_traces(workspace, woken)).values(due_at=due))

    def count_waiting(self) -> int:
        """How many traces have something that no run holds yet, and are not set aside."""
        return self._session.scalar(select(func.count()).where(DELIVERED.due_at.is_not(None))) or 0

    def count(self, workspace: str) -> InboxCounts:
        """How the traces of a workspace fare."""
        return self._counts(DELIVERED.workspace == workspace)

    def count_all(self) -> InboxCounts:
        """How the traces of all workspaces fare."""
        return self._counts(true())

    def _counts(self, whose: Any) -> InboxCounts:
        def number(which: Any) -> int:
            return self._session.scalar(select(func.count()).where(which, whose)) or 0

        return InboxCounts(
            waiting=number(DELIVERED.due_at.is_not(None)),
            tried_again=number(TRIED_AGAIN),
            set_aside=number(SET_ASIDE),
        )

    def failed(self, workspace: str, *, limit: int | None = None) -> tuple[FailedTrace, ...]:
        """The traces that were set aside."""
        return self._failures(workspace, SET_ASIDE, limit)

    def tried_again(self, workspace: str, *, limit: int) -> tuple[FailedTrace, ...]:
        """The traces that could not become a run at the last try, and are tried again by themselves."""
        return self._failures(workspace, TRIED_AGAIN, limit)

    def _failures(self, workspace: str, which: Any, limit: int | None) -> tuple[FailedTrace, ...]:
        query = select(DELIVERED.trace_id, DELIVERED.failure).where(DELIVERED.workspace == workspace, which)
        rows = self._session.execute(query.order_by(DELIVERED.trace_id).limit(limit))
        return tuple(FailedTrace(trace_id=row.trace_id, reason=row.failure) for row in rows)

    def retry(self, workspace: str, trace_ids: Collection[str], *, now: datetime) -> None:
        """Take these traces up again, as if they had not failed before."""
        fresh = noted(now) | {"due_at": now, "tries": 0, "delays": 0, "delayed_since": None, "failure": None}
        self._session.execute(
            update(DeliveredTraceRow).where(*delivered_traces(workspace, trace_ids)).values(**fresh)
        )

    def retire(self, *, before: datetime, unheld_before: datetime, limit: int) -> int:
        """Let go of what was delivered of traces that were assembled or set aside before then; says of how many.

        Those of which no run holds some go when that was before the other time too.
        """
        old = select(DELIVERED.workspace, DELIVERED.trace_id).where(
            DELIVERED.settled_at < before,
            or_(DELIVERED.settled_at < unheld_before, ~UNHELD),
            DELIVERED.due_at.is_(None),
            DELIVERED.leased_until.is_(None),
        )
        rows = self._session.execute(old.limit(limit).with_for_update(skip_locked=True)).all()
        for workspace in {row.workspace for row in rows}:
            self.let_go(workspace, [row.trace_id for row in rows if row.workspace == workspace])
        return len(rows)

    def let_go(self, workspace: str, trace_ids: Collection[str]) -> None:
        """Remove what was delivered of these traces, and that it was; which others they are linked to stays known.

        What comes later is new: it joins the run that stands for its trace, where there is one. Whoever is just
        delivering more has the traces' rows, as `receive` begins with these: what they bring is waited for and goes.
        """
        mine = delivered_traces(workspace, trace_ids)
        locked = select(DELIVERED.trace_id).where(*mine).order_by(DELIVERED.trace_id).with_for_update()
        self._session.execute(locked).all()
        self._session.execute(delete(DeliveredTraceRow).where(*mine))
        self._deliveries.remove(workspace, trace_ids)

    def known(self, workspace: str, trace_ids: Collection[str]) -> frozenset[str]:
        """Those of the traces of which something that was delivered is kept."""
        kept = select(DELIVERY.trace_id).where(*deliveries_of(workspace, trace_ids))
        noted = select(DELIVERED.trace_id).where(*delivered_traces(workspace, trace_ids))
        return frozenset(self._session.scalars(union(kept, noted)))

    def forget(self, workspace: str, trace_ids: Collection[str]) -> None:
        """Let go of these traces, and of what they are linked to: no run holds them."""
        self.let_go(workspace, trace_ids)
        for side in (LINK.trace_id, LINK.linked):
            mine = delete(TraceLinkRow).where(LINK.workspace == workspace, among(side, trace_ids))
            self._session.execute(mine)


def _once_more(quiet: Any, *, at: datetime) -> dict[str, Any]:
    """What an arrival changes of its trace's row. What rested before the clock was set back rests no more."""
    told = not_(func.coalesce(written_later(at), False))  # a value in SQL
    return noted(at) | {
        "due_at": case((and_(told, DELIVERED.rest_until > quiet), DELIVERED.rest_until), else_=quiet),
        "tries": case((SET_ASIDE, TRIES - 1), else_=DELIVERED.tries),
    }
