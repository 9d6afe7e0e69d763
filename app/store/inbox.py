"""What was delivered: traces that wait to become runs, those that were set aside, and what is no longer needed."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, delete, func, or_, select, union, update
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
from app.store.leases import TRIES

QUIET = timedelta(milliseconds=500)  # an exporter sends a run's spans in batches that follow one another


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedTrace:
    """A trace that could not become a run and was set aside, and why."""

    trace_id: str
    reason: str


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
        quiet = insert.excluded.due_at
        due = case((DELIVERED.rest_until > quiet, DELIVERED.rest_until), else_=quiet)
        tries = case((DELIVERED.failure.is_not(None), TRIES - 1), else_=DELIVERED.tries)
        key = ["workspace", "trace_id"]
        put = insert.on_conflict_do_update(index_elements=key, set_={"due_at": due, "tries": tries})
        new = {"workspace": workspace, "due_at": at + QUIET, "tries": 0}
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
        mine = *delivered_traces(workspace, trace_ids), DELIVERED.failure.is_(None), UNHELD
        ordered = select(DELIVERED.trace_id).where(*mine).order_by(DELIVERED.trace_id).with_for_update()
        woken = self._session.scalars(ordered).all()
        self._session.execute(update(DeliveredTraceRow).where(*delivered_traces(workspace, woken)).values(due_at=due))

    def count_waiting(self) -> int:
        """How many traces have something that no run holds yet, and are not set aside."""
        return self._session.scalar(select(func.count()).where(DELIVERED.due_at.is_not(None))) or 0

    def failed(self, workspace: str) -> tuple[FailedTrace, ...]:
        """The traces that were set aside."""
        query = select(DELIVERED.trace_id, DELIVERED.failure).where(
            DELIVERED.workspace == workspace, DELIVERED.failure.is_not(None), DELIVERED.due_at.is_(None)
        )
        rows = self._session.execute(query.order_by(DELIVERED.trace_id))
        return tuple(FailedTrace(trace_id=row.trace_id, reason=row.failure) for row in rows)

    def retry(self, workspace: str, trace_ids: Collection[str], *, now: datetime) -> None:
        """Take these traces up again, as if they had not failed before."""
        fresh = {"due_at": now, "tries": 0, "failure": None}
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
