"""Which run stands for a trace, and what becomes of the one that stood for it before."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.store.among import among
from app.store.insertion import insert_all, insert_for, insert_missing
from app.store.run_list import SUMMARY, RunSummary, summary_of
from app.store.runs import Runs
from app.store.tables import ALIAS, PINNED, RUN, RUN_TRACE, FormerRunTraceRow, RunAliasRow, RunRow, RunTraceRow
from app.store.trace_links import linked_traces


class RunTraces:
    """Traces by workspace and source; the primary key lets one run alone stand for each."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def current(self, workspace: str, source: str, trace_ids: Collection[str]) -> tuple[RunSummary, ...]:
        """The runs that stand for any of these traces."""
        mine = RUN.id.in_(select(RUN_TRACE.run_id).where(*_of(workspace, source, trace_ids)))
        rows = self._session.execute(select(*SUMMARY).where(mine).order_by(RUN.started_ns, RUN.id))
        return tuple(map(summary_of, rows))

    def around(self, workspace: str, source: str, trace_ids: Collection[str]) -> frozenset[str]:
        """The runs that stand for these traces, for traces linked to them, or for some that are in these runs."""
        runs: set[str] = set()
        known: set[str] = set()
        new = set(trace_ids)
        while new:
            near = linked_traces(self._session, workspace, new) - known
            known |= near
            found = set(self._session.scalars(select(RUN_TRACE.run_id).where(*_of(workspace, source, near))))
            new = self._traces_of(found - runs) - known
            runs |= found
        return frozenset(runs)

    def stand(self, run_ids: Collection[str]) -> bool:
        """Whether each of these runs still stands for some trace."""
        there = select(RUN_TRACE.run_id).where(among(RUN_TRACE.run_id, run_ids))
        return set(self._session.scalars(there)) == set(run_ids)

    def _traces_of(self, run_ids: Collection[str]) -> set[str]:
        return set(self._session.scalars(select(RUN_TRACE.trace_id).where(among(RUN_TRACE.run_id, run_ids))))

    def with_run(self, workspace: str, source: str, trace_ids: Collection[str]) -> frozenset[str]:
        """Those of the traces that some run stands for."""
        return frozenset(self._session.scalars(select(RUN_TRACE.trace_id).where(*_of(workspace, source, trace_ids))))

    def claim(self, workspace: str, source: str, claims: Mapping[str, Collection[str]]) -> dict[str, frozenset[str]]:
        """Let runs stand for their traces where none does; returns, for each of them, those that do instead.

        Until this unit of work ends nobody else decides what stands for them. All traces are taken in one order, so
        that two writers who share some do not wait for each other.
        """
        wanted = sorted((trace_id, run_id) for run_id, trace_ids in claims.items() for trace_id in trace_ids)
        before: dict[str, set[str]] = {run_id: set() for run_id in claims}
        standing = self._locked(workspace, source, dict(wanted))
        for trace_id, run_id in wanted:
            before[run_id].add(standing[trace_id])
        return {run_id: frozenset(found - {run_id}) for run_id, found in before.items()}

    def _locked(self, workspace: str, source: str, claims: Mapping[str, str]) -> dict[str, str]:
        """The run that stands for each trace: the one that claims it, where none did."""
        shared = {"workspace": workspace, "source": source}
        rows = [shared | {"trace_id": trace_id, "run_id": run_id} for trace_id, run_id in claims.items()]
        mine = select(RUN_TRACE.trace_id, RUN_TRACE.run_id).where(*_of(workspace, source, claims))
        standing: dict[str, str] = {}
        while len(standing) < len(claims):  # again where one was given up by another writer meanwhile
            insert_missing(self._session, RunTraceRow, rows)
            locked = self._session.execute(mine.order_by(RUN_TRACE.trace_id).with_for_update())
            standing = {row.trace_id: row.run_id for row in locked}
        return standing

    def hand_over(self, old: Collection[str], *, to: str, trace_ids: Collection[str]) -> None:
        """Let another run stand for those of these traces that these runs stand for; noted is that they did."""
        stood = select(RUN_TRACE.run_id, RUN_TRACE.trace_id).where(among(RUN_TRACE.run_id, old))
        noted = insert_for(self._session, FormerRunTraceRow).from_select(["run_id", "trace_id"], stood)
        self._session.execute(noted.on_conflict_do_nothing())
        mine = update(RunTraceRow).where(among(RUN_TRACE.run_id, old), among(RUN_TRACE.trace_id, trace_ids))
        self._session.execute(mine.values(run_id=to))

    def retire(self, successors: Mapping[str, str]) -> None:
        """Let runs stand for nothing any more, each by another one; those that are pinned are kept.

        The others go, and the address of each leads to the other one, as do those that led to it.
        """
        old = sorted(successors)
        self._session.execute(delete(RunTraceRow).where(among(RUN_TRACE.run_id, old)))
        for run_id in old:
            leading = update(RunAliasRow).where(ALIAS.run_id == run_id)
            self._session.execute(leading.values(run_id=successors[run_id]))
        pinned = set(self._session.scalars(select(PINNED.run_id).where(among(PINNED.run_id, old))))
        self._session.execute(update(RunRow).where(among(RUN.id, pinned)).values(current=False))
        gone = [run_id for run_id in old if run_id not in pinned]
        Runs(self._session).remove(gone)
        insert_all(self._session, RunAliasRow, [{"id": run_id, "run_id": successors[run_id]} for run_id in gone])


def _of(workspace: str, source: str, trace_ids: Collection[str]) -> tuple[Any, ...]:
    return RUN_TRACE.workspace == workspace, RUN_TRACE.source == source, among(RUN_TRACE.trace_id, trace_ids)
