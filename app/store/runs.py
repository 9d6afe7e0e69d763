"""Runs: written whole, found, removed."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import bindparam, delete, func, select, union
from sqlalchemy.orm import Session

from app.domain.errors import NotFound, RunMoved
from app.domain.span import Status
from app.domain.step import Container, Lane
from app.replay.state import StateIndex, state_index
from app.store.among import among
from app.store.insertion import insert_all, insert_new
from app.store.locks import alone, beside_others
from app.store.packed import unpack
from app.store.pool import ContentPool, RunContents
from app.store.run_list import SUMMARY, RunSummary, summary_of
from app.store.run_rows import RunRows, Source
from app.store.steps import Steps
from app.store.tables import (
    ALIAS,
    CHUNK,
    CONTAINER,
    FORMER,
    PINNED,
    RUN,
    RUN_TRACE,
    STEP,
    ContainerRow,
    PinnedRunRow,
    RunRow,
    SpanChunkRow,
    StepRow,
)

_NUMBER: Any = bindparam("number")
_AROUND = (
    select(*CONTAINER)
    .where(CONTAINER.run_id == bindparam("run"), CONTAINER.first <= _NUMBER, CONTAINER.last >= _NUMBER)
    .order_by(CONTAINER.place)
)
_RUN: Any = bindparam("run")
_SUMMARY_OF = select(*SUMMARY).where(RUN.id == _RUN, RUN.workspace == bindparam("workspace"))
_ABOUT = select(RUN.about).where(RUN.id == _RUN)
_REMOVALS = (
    delete(cast("Any", SpanChunkRow).__table__).where(CHUNK.run_id == _RUN),
    delete(cast("Any", ContainerRow).__table__).where(CONTAINER.run_id == _RUN),
    delete(cast("Any", StepRow).__table__).where(STEP.run_id == _RUN),
    delete(cast("Any", RunRow).__table__).where(RUN.id == _RUN),
)
_HELD = ((RUN_TRACE.run_id, RUN_TRACE.trace_id), (FORMER.run_id, FORMER.trace_id), (RUN.id, RUN.trace_id))
_KEPT = 16  # answers; an export asks around every step of a run in one unit of work


@dataclass(frozen=True, slots=True, kw_only=True)
class RunShape:
    """The lanes of a run and the sentences on what was repaired in it."""

    lanes: tuple[Lane, ...]
    repairs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SameTraces:
    """The runs that were read from the same traces, and these traces."""

    runs: tuple[str, ...]
    trace_ids: tuple[str, ...]


class Runs:
    """All recorded runs, bundled and imported."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._around: dict[tuple[str, int], tuple[Container, ...]] = {}  # a page asks for a step's more than once
        self._found: dict[tuple[str, str], RunSummary] = {}

    def add(self, *many: RunRows) -> None:
        """Write runs. One whose id is there stays as it is: a run never changes."""
        for workspace in sorted({rows.run["workspace"] for rows in many}):
            self.hold(workspace)
        added = insert_new(self._session, RunRow, [rows.run for rows in many])
        new = [rows for rows in many if rows.run["id"] in added]
        ContentPool(self._session).add(map(_contents_of, new))
        insert_all(self._session, StepRow, [row for rows in new for row in rows.steps])
        insert_all(self._session, ContainerRow, [row for rows in new for row in rows.containers])
        insert_all(self._session, SpanChunkRow, [row for rows in new for row in rows.chunks])

    def remove(self, run_ids: Collection[str]) -> None:
        """All of them at once. Raises an error of the database for a run that is pinned.

        Their contents are swept later: see ContentPool.
        """
        if not run_ids:
            return
        ContentPool(self._session).note_unswept(run_ids)
        self._around.clear()
        self._found.clear()
        for removal in _REMOVALS:
            self._session.execute(removal, [{"run": run_id} for run_id in sorted(run_ids)])

    def hold(self, workspace: str) -> None:
        """Until this unit of work ends, nobody removes a run of this workspace, or content that it may share."""
        beside_others(self._session, f"runs of {workspace}")

    def alone(self, workspace: str) -> None:
        """Until this unit of work ends, nobody else writes or pins a run of this workspace."""
        alone(self._session, f"runs of {workspace}")

    def of_same_traces(self, workspace: str, run_id: str) -> "SameTraces":
        """A run and every other reading of its traces, and of the traces that are in these. Raises NotFound."""
        traces = {self.one(workspace, run_id).trace_id}
        runs, more = set[str](), {run_id}
        while more > runs:
            runs = more
            traces |= set(
                self._session.scalars(union(*(select(trace).where(among(run, runs)) for run, trace in _HELD)))
            )
            holders = union(*(select(run).where(among(trace, traces)) for run, trace in _HELD))
            mine = select(RUN.id).where(RUN.workspace == workspace, RUN.id.in_(holders))
            more = runs | set(self._session.scalars(mine))
        return SameTraces(tuple(sorted(runs)), tuple(sorted(traces)))

    def unpin(self, run_ids: Collection[str]) -> None:
        self._session.execute(delete(PinnedRunRow).where(among(PINNED.run_id, run_ids)))

    def outdated(self, workspace: str, run_ids: Collection[str], *, reader_version: str) -> tuple[str, ...]:
        """The runs that another version has read: of those named, or of all that stand for their traces.

        Raises NotFound for a name that is none.
        """
        for run_id in run_ids:
            self.one(workspace, run_id)
        query = select(RUN.id).where(RUN.workspace == workspace, RUN.current, RUN.reader_version != reader_version)
        found = self._session.scalars(query.order_by(RUN.started_ns, RUN.id))
        return tuple(run_id for run_id in found if not run_ids or run_id in run_ids)

    def remove_unpinned(self, workspace: str, *, but: Collection[str]) -> None:
        """Remove the runs of a workspace that no attempt reads, except those named."""
        self.alone(workspace)
        kept = {*but, *self._session.scalars(select(PINNED.run_id))}
        there = self._session.scalars(select(RUN.id).where(RUN.workspace == workspace))
        self.remove(set(there) - kept)
        ContentPool(self._session).sweep(workspace)

    def there(self, run_id: str) -> bool:
        return self._session.scalar(select(RUN.id).where(RUN.id == run_id)) is not None

    def one(self, workspace: str, run_id: str) -> RunSummary:
        """Raises NotFound for a run of another workspace too, in the same words.

        Raises RunMoved for one that is gone since another took its place.
        """
        if (workspace, run_id) not in self._found:
            row = self._session.execute(_SUMMARY_OF, {"run": run_id, "workspace": workspace}).first()
            if row is None:
                raise self._moved(workspace, run_id) or NotFound("there is no such run")
            self._found[workspace, run_id] = summary_of(row)
        return self._found[workspace, run_id]

    def _moved(self, workspace: str, run_id: str) -> RunMoved | None:
        query = select(ALIAS.run_id).join(RunRow, RUN.id == ALIAS.run_id)
        now = self._session.scalar(query.where(ALIAS.id == run_id, RUN.workspace == workspace))
        return None if now is None else RunMoved(run_id, to=now)

    def step_count(self, run_id: str) -> int:
        count: int | None = self._session.scalar(select(RUN.step_count).where(RUN.id == run_id))
        if count is None:
            raise NotFound("there is no such run")
        return count

    def content(self, run_id: str) -> str:
        """What the run was made of, as a digest: equal for runs that are equal; empty where there is no such run."""
        return self._session.scalar(select(RUN.content).where(RUN.id == run_id)) or ""

    def shape(self, run_id: str) -> RunShape:
        about = self._about(run_id)
        return RunShape(lanes=tuple(Lane(**lane) for lane in about["lanes"]), repairs=tuple(about["repairs"]))

    def state_index(self, run_id: str) -> StateIndex:
        """Where the run's state was written; a run that was kept before this was noted is looked through."""
        noted = self._about(run_id).get("state")
        return StateIndex(**noted) if noted is not None else state_index(Steps(self._session).all(run_id))

    def _about(self, run_id: str) -> dict[str, Any]:
        body = self._session.scalar(_ABOUT, {"run": run_id})
        if body is None:
            raise NotFound("there is no such run")
        return cast("dict[str, Any]", unpack(body))

    def containers(self, run_id: str, *, around: int) -> tuple[Container, ...]:
        """The containers around one step, outermost first."""
        if (run_id, around) not in self._around:
            if len(self._around) == _KEPT:
                self._around.clear()
            self._around[run_id, around] = tuple(
                map(container_of, self._session.execute(_AROUND, {"run": run_id, "number": around}))
            )
        return self._around[run_id, around]

    def count(self, source: Source) -> int:
        query = select(func.count()).select_from(RunRow).where(RUN.source == source)
        return self._session.scalar(query) or 0


def _contents_of(rows: RunRows) -> RunContents:
    return RunContents(
        run_id=rows.run["id"],
        workspace=rows.run["workspace"],
        messages=rows.messages,
        tools=rows.tools,
        blocks=rows.blocks,
    )


def container_of(row: Any) -> Container:
    """From a row of the container table."""
    return Container(
        id=row.id,
        name=row.name,
        agent=row.agent,
        parent=row.parent,
        first=row.first,
        last=row.last,
        status=Status(row.status),
    )
