"""Leases on delivered traces: any number of processes take up what is due, each trace by one of them at a time."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, not_, select, update
from sqlalchemy.orm import Session

from app.domain.errors import LeaseLost
from app.store.among import among
from app.store.deliveries import Deliveries
from app.store.inbox_tables import DELIVERED, DELIVERY, DeliveredTraceRow, delivered_traces, deliveries_of
from app.store.lease_order import HOPELESS, TRIES, next_traces
from app.store.tables import RUN, RUN_TRACE
from app.store.trace_links import linked_pairs_of, linked_traces
from app.store.waiting import SET_ASIDE, due, free, noted, written_later

LEASE_TIME = timedelta(seconds=60)  # then a process that took traces up is taken for dead, and others may
_LEASE_TIME_A_SPAN = timedelta(milliseconds=20)  # twenty times what a span takes
_REST_A_SPAN = timedelta(milliseconds=10)  # so a trace that grows and grows takes a tenth of one processor
_LONGEST_REST = timedelta(minutes=1)  # for 6,000 spans; more rest nine times as long as the work took,
_WORK_AND_REST = 9, timedelta(minutes=10)  # up to ten minutes, and always as long as the work
DELAYS = 20  # a trace that something came in between of so often,
DELAYED = timedelta(days=1)  # and for so long, is set aside: it may be itself what the database takes no more of
_LONGEST_DELAY = timedelta(minutes=10)
_COUNTED = 1_000
_AT_ONCE = 500  # rows that are changed in one go
_CROSSED = timedelta(seconds=1)  # until somebody else may be done with a companion
_ENDED = f"the process that made a run of it ended, or lost the database, before it was done, {TRIES} times"
_RUNLESS: Any = DELIVERED.assembled_at.is_(None)  # what a run holds stays with it, whatever came later
_AFRESH: dict[str, Any] = {"leased_until": None, "tries": 0, "delays": 0, "delayed_since": None, "failure": None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """Traces of one workspace that are due, and their companions: what becomes a run together with them.

    `spans` is how many there are to read: those that no run holds yet, and those of the runs that they join.
    """

    workspace: str
    due: frozenset[str]
    companions: frozenset[str]
    spans: int
    since: datetime
    until: datetime

    @property
    def trace_ids(self) -> frozenset[str]:
        return self.due | self.companions

    def rest(self, at: datetime) -> timedelta:
        """How long the traces rest after work that ends now.

        What seems to have taken longer than its lease, and than ten minutes, is a clock that was set forward.
        """
        times, most = _WORK_AND_REST
        work = min(at - self.since, max(most, self.until - self.since))
        by_size = min(_LONGEST_REST, _REST_A_SPAN * self.spans)
        by_work = min(times * work, most) if by_size == _LONGEST_REST else work
        return max(work, by_work, by_size)


class Leases:
    """A lease ends when its traces are assembled or fail, or when its time is up."""

    def __init__(self, session: Session, deliveries: Deliveries) -> None:
        self._session = session
        self._deliveries = deliveries

    def any_due(self, *, now: datetime) -> bool:
        """Whether there may be something to take up; nothing is locked for the answer."""
        return self._session.execute(select(DELIVERED.trace_id).where(*due(now)).limit(1)).first() is not None

    def count_due(self, *, now: datetime) -> int:
        """How many traces may be taken up; nothing is locked for the answer, and nothing counted past a thousand."""
        some = select(DELIVERED.trace_id).where(*due(now)).limit(_COUNTED).subquery()
        return self._session.scalar(select(func.count()).select_from(some)) or 0

    def take(self, *, now: datetime, limit: int) -> Lease | None:
        """Take up traces that are due (see `lease_order.py`), together with those that they are linked to."""
        self._set_right(now=now)
        self._set_aside_hopeless(now=now)
        while rows := next_traces(self._session, now=now, limit=limit):  # whatever is put off is not due any more
            mine = {row.trace_id for row in rows}
            last_try = rows[0].tries == TRIES - 1
            if lease := self._with_companions(rows[0].workspace, mine, now=now, last_try=last_try):
                return lease
        return None

    def done(
        self,
        lease: Lease,
        read: Collection[int],
        *,
        at: datetime,
        early: Collection[int] = (),
        untouched: Collection[str] = (),
    ) -> None:
        """Runs hold what was read of the leased traces; what arrived since stays due, and so do `untouched` traces.

        What came `early` was read too and waits for its spans, whichever way these come.
        Raises LeaseLost where the time was up and others have them now: what those have read may be newer.
        """
        if self._held(lease) != lease.trace_ids:  # locks: an arrival is committed now, or waits for us
            raise LeaseLost("the lease on these traces ran out and others have them now, or they were deleted")
        self._deliveries.note_assembled(read)
        taken = lease.trace_ids.difference(untouched)
        fresh = self._deliveries.unassembled(lease.workspace, taken, but=early)
        ended = _AFRESH | {"assembled_at": at, "settled_at": at}
        self._set(lease.workspace, taken, at=at, rest_until=at + lease.rest(at), **ended)
        self._set(lease.workspace, taken - fresh, at=at, due_at=None)
        self._set(lease.workspace, untouched, at=at, leased_until=None)
        self._set(lease.workspace, lease.due.intersection(untouched), at=at, tries=0)  # only fresh ones go together

    def failed(self, lease: Lease, reason: str, *, at: datetime) -> None:
        """Let each trace that is held still be tried again by itself; set one aside that failed too often."""
        held = self._released(lease, at=at)
        if len(lease.due) > 1 or not lease.due <= held:
            return
        (row,) = self._rows(lease.workspace, lease.due)
        self._again_or_aside(lease.workspace, row.trace_id, row.tries, reason, at=at)

    def give_back(self, lease: Lease, *, at: datetime) -> None:
        """Others have some of the traces now: those that are held still lose no try, and rest."""
        for row in self._rows(lease.workspace, lease.due & self._released(lease, at=at)):
            self._set(
                lease.workspace,
                {row.trace_id},
                at=at,
                tries=max(row.tries - 1, 0),
                due_at=at + _CROSSED + lease.rest(at),
            )

    def delay(self, lease: Lease, reason: str, *, at: datetime) -> None:
        """Something came in between that passes: no trace loses a try, each by itself waits longer every time.

        One that was delayed so often and for so long that it may itself be the reason is set aside.
        """
        for row in self._rows(lease.workspace, lease.due & self._released(lease, at=at)):
            delays, since = row.delays + 1, row.delayed_since or at
            put = {"tries": max(row.tries - 1, 0), "delays": delays, "delayed_since": since}
            if delays >= DELAYS and at - since >= DELAYED:
                told = f"in {delays} tries since {since:%Y-%m-%d %H:%M} UTC something was in the way: {reason}"
                ends = {"due_at": None, "settled_at": at, "failure": told}
            else:
                wait = max(min(timedelta(seconds=2 ** min(delays, DELAYS)), _LONGEST_DELAY), lease.rest(at))
                ends = {"due_at": at + wait, "rest_until": at + wait, "failure": reason}
            self._set(lease.workspace, {row.trace_id}, at=at, **put, **ends)

    def skip(self, reason: str, *, now: datetime, limit: int) -> None:
        """Count a try of each trace that `take` would begin with; from now on each is taken by itself."""
        for row in next_traces(self._session, now=now, limit=limit):
            self._again_or_aside(row.workspace, row.trace_id, row.tries + 1, reason, at=now)

    def _again_or_aside(self, workspace: str, trace_id: str, tries: int, reason: str, *, at: datetime) -> None:
        due_at, settled = (None, {"settled_at": at}) if tries >= TRIES else (at + timedelta(seconds=2**tries), {})
        self._set(workspace, {trace_id}, at=at, tries=tries, failure=reason, due_at=due_at, **settled)

    def _set_right(self, *, now: datetime) -> None:
        """What waits for a time that was far when the clock was set back is due: it comes last in no order."""
        ahead = DELIVERED.due_at.is_not(None), DELIVERED.due_at > now, written_later(now)
        self._change_all(*ahead, at=now, due_at=now, leased_until=None)

    def _set_aside_hopeless(self, *, now: datetime) -> None:
        """Nothing is tried without end."""
        self._change_all(*due(now), HOPELESS, at=now, due_at=None, settled_at=now, failure=_ENDED)

    def _change_all(self, *which: Any, at: datetime, **values: Any) -> None:
        """All rows of which this is true until they are changed, but for those that others just have."""
        query = select(DELIVERED.workspace, DELIVERED.trace_id).where(*which)
        some = query.limit(_AT_ONCE).with_for_update(skip_locked=True)
        while rows := self._session.execute(some).all():
            for workspace in {row.workspace for row in rows}:
                self._set(workspace, [row.trace_id for row in rows if row.workspace == workspace], at=at, **values)

    def _released(self, lease: Lease, *, at: datetime) -> set[str]:
        """Those of the traces that nobody else took up since: nobody has them any more."""
        held = self._held(lease)
        self._set(lease.workspace, held, at=at, leased_until=None)
        return held

    def _rows(self, workspace: str, trace_ids: Collection[str]) -> Sequence[Any]:
        query = select(DELIVERED.trace_id, DELIVERED.tries, DELIVERED.delays, DELIVERED.delayed_since)
        mine = query.where(*delivered_traces(workspace, trace_ids)).order_by(DELIVERED.trace_id)
        return self._session.execute(mine).all()

    def _held(self, lease: Lease) -> set[str]:
        """Those of the traces that nobody else took up since, locked."""
        query = select(DELIVERED.trace_id).where(*delivered_traces(lease.workspace, lease.trace_ids))
        mine = query.where(DELIVERED.leased_until == lease.until).order_by(DELIVERED.trace_id).with_for_update()
        return set(self._session.scalars(mine))

    def _with_companions(self, workspace: str, due: set[str], *, now: datetime, last_try: bool) -> Lease | None:
        """Put off those with a companion that somebody else has; lease the others with theirs.

        On its last try a trace goes without those that failed as well and that no run holds: they may be why.
        """
        around = {
            trace_id: linked_traces(self._session, workspace, {trace_id})
            for trace_id in linked_pairs_of(self._session, workspace, due) & due
        }
        others = set().union(*around.values()) - due
        held = self._known(workspace, others) - self._known(workspace, others, free_at=now, locked=True)
        crossed = {trace_id for trace_id, companions in around.items() if companions & held}
        self._set(workspace, crossed, at=now, due_at=now + _CROSSED)
        if not due - crossed:
            return None
        near = set().union(*(around.get(trace_id, set()) for trace_id in due - crossed))
        companions = self._known(workspace, near - due, sound=last_try)
        ids = frozenset(due - crossed)
        lease = self._lease(workspace, ids, frozenset(companions), now=now)
        self._set(workspace, lease.trace_ids, at=now, leased_until=lease.until)
        self._set(workspace, lease.due, at=now, tries=DELIVERED.tries + 1)
        return lease

    def _lease(self, workspace: str, due: frozenset[str], companions: frozenset[str], *, now: datetime) -> Lease:
        spans = self._spans(workspace, due | companions)
        until = now + LEASE_TIME + _LEASE_TIME_A_SPAN * spans
        return Lease(workspace=workspace, due=due, companions=companions, spans=spans, since=now, until=until)

    def _known(
        self,
        workspace: str,
        trace_ids: Collection[str],
        *,
        free_at: datetime | None = None,
        locked: bool = False,
        sound: bool = False,
    ) -> set[str]:
        """Those of which something was delivered that is still kept, and that were not set aside from the first."""
        query = select(DELIVERED.trace_id).where(*delivered_traces(workspace, trace_ids))
        query = query.where(not_(and_(_RUNLESS, DELIVERED.tries > 0 if sound else SET_ASIDE)))
        if free_at is not None:
            query = query.where(free(free_at))
        if locked:
            query = query.order_by(DELIVERED.trace_id).with_for_update(skip_locked=free_at is not None)
        return set(self._session.scalars(query))

    def _spans(self, workspace: str, trace_ids: Collection[str]) -> int:
        """That no run holds yet, and of the runs that stand for these traces."""
        waiting = select(func.sum(DELIVERY.spans)).where(
            *deliveries_of(workspace, trace_ids), DELIVERY.assembled.is_(False)
        )
        mine = RUN_TRACE.workspace == workspace, among(RUN_TRACE.trace_id, trace_ids)
        held = select(func.sum(RUN.span_count)).where(RUN.id.in_(select(RUN_TRACE.run_id).where(*mine)))
        return sum(int(self._session.scalar(query) or 0) for query in (waiting, held))

    def _set(self, workspace: str, trace_ids: Iterable[str], *, at: datetime, **values: Any) -> None:
        if ids := sorted(trace_ids):
            mine = update(DeliveredTraceRow).where(*delivered_traces(workspace, ids))
            self._session.execute(mine.values(**(noted(at) | values)))
