"""Which run stands for a trace, and what becomes of the one that stood for it before."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.store.insertion import insert_all, insert_missing
from app.store.run_list import SUMMARY, RunSummary, summary_of
from app.store.runs import Runs
from app.store.tables import ALIAS, PINNED, RUN, RUN_TRACE, RunAliasRow, RunRow, RunTraceRow
from app.store.trace_links import linked_traces, portions


class RunTraces:
    """Traces by workspace and source; the primary key lets one run alone stand for each."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def current(self, workspace: str, source: str, trace_ids: Collection[str]) -> tuple[RunSummary, ...]:
        """The runs that stand for any of these traces."""
        ids = select(RUN_TRACE.run_id).where(*_of(workspace, source, trace_ids))
        rows = self._session.execute(select(*SUMMARY).where(RUN.id.in_(ids)).order_by(RUN.started_ns, RUN.id))
        return tuple(map(summary_of, rows))

    def around(self, workspace: str, source: str, trace_ids: Collection[str]) -> frozenset[str]:
        """The runs that stand for these traces, for traces linked to them, or for some that are in these runs."""
        runs: set[str] = set()
        known: set[str] = set()
        new = set(trace_ids)
        while new:
            near = linked_traces(self._session, workspace, new) - known
            known |= near
            found: set[str] = set()
            for some in portions(near):
                found.update(self._session.scalars(select(RUN_TRACE.run_id).where(*_of(workspace, source, some))))
            new = {trace_id for some in portions(found - runs) for trace_id in self._traces_of(some)} - known
            runs |= found
        return frozenset(runs)

    def stand(self, run_ids: Collection[str]) -> bool:
        """Whether each of these runs still stands for some trace."""
        there = set[str]()
        for some in portions(run_ids):
            there.update(self._session.scalars(select(RUN_TRACE.run_id).where(RUN_TRACE.run_id.in_(some))))
        return there == set(run_ids)

    def _traces_of(self, run_ids: Collection[str]) -> Collection[str]:
        return self._session.scalars(select(RUN_TRACE.trace_id).where(RUN_TRACE.run_id.in_(run_ids))).all()

    def with_run(self, workspace: str, source: str, trace_ids: Collection[str]) -> frozenset[str]:
        """Those of the traces that some run stands for."""
        return frozenset(self._session.scalars(select(RUN_TRACE.trace_id).where(*_of(workspace, source, trace_ids))))

    def claim(
        self, workspace: str, source: str, trace_ids: Collection[str], *, run_id: str
    ) -> tuple[RunSummary, ...]:
        """Let a run stand for these traces where none does; returns those that do instead.

        Until this unit of work ends nobody else decides what stands for them. The traces are taken in their order,
        so that two writers who share some do not wait for each other.
        """
        shared = {"workspace": workspace, "source": source, "run_id": run_id}
        rows = [shared | {"trace_id": trace_id} for trace_id in sorted(trace_ids)]
        mine = select(RUN_TRACE.run_id).where(*_of(workspace, source, trace_ids))
        locked: list[str] = []
        while len(locked) < len(rows):  # again where one was given up by another writer meanwhile
            insert_missing(self._session, RunTraceRow, rows)
            locked = list(self._session.scalars(mine.order_by(RUN_TRACE.trace_id).with_for_update()))
        others = select(*SUMMARY).where(RUN.id.in_(set(locked) - {run_id})).order_by(RUN.started_ns, RUN.id)
        return tuple(map(summary_of, self._session.execute(others)))

    def replace(self, old: str, *, by: str, trace_ids: Collection[str]) -> None:
        """Let another run stand for these traces; the old one is kept where it is pinned.

        One that is not pinned goes, and its address leads to the new one, as do those that led to it.
        """
        mine = update(RunTraceRow).where(RUN_TRACE.run_id == old, RUN_TRACE.trace_id.in_(trace_ids))
        self._session.execute(mine.values(run_id=by))
        self._session.execute(delete(RunTraceRow).where(RUN_TRACE.run_id == old))
        self._session.execute(update(RunAliasRow).where(ALIAS.run_id == old).values(run_id=by))
        if self._session.scalar(select(PINNED.run_id).where(PINNED.run_id == old).limit(1)) is not None:
            self._session.execute(update(RunRow).where(RUN.id == old).values(current=False))
            return
        Runs(self._session).remove(old)
        insert_all(self._session, RunAliasRow, [{"id": old, "run_id": by}])


def _of(workspace: str, source: str, trace_ids: Collection[str]) -> tuple[Any, ...]:
    return RUN_TRACE.workspace == workspace, RUN_TRACE.source == source, RUN_TRACE.trace_id.in_(trace_ids)
