"""Keep traces as runs. A run never changes: a trace that says more, or is read by other code, is another run."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from app.assembly.steps import run_of
from app.domain.errors import RunsChanged
from app.domain.trace import Trace
from app.inbox.gathering import SOURCE, Groundwork
from app.ingest.telemetry import TelemetryBatch
from app.store.recorded import recorded_of
from app.store.run_list import RunSummary
from app.store.run_rows import RunRows, rows_of
from app.store.work import Work

log = logging.getLogger("misstep")
T = TypeVar("T")
_TIMES = 5  # of writers that change the same runs at once, each round lets one through
_CHANGED = "other runs of the same traces were written or deleted meanwhile; try again"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedRun:
    """One run after an import. `known` says that exactly this was there already."""

    run: str
    trace_id: str
    steps: int
    spans: int
    repairs: tuple[str, ...]
    known: bool = False


@dataclass(frozen=True, slots=True)
class TraceRows:
    """A trace turned into rows, before the database is locked."""

    trace_ids: frozenset[str]
    rows: RunRows
    repairs: tuple[str, ...]


def until_unchanged(change: Callable[[], T]) -> T:
    """Work a change out from the runs of its traces, and again where these are others by the time it is written."""
    for _ in range(_TIMES - 1):
        try:
            return change()
        except RunsChanged:
            log.info("runs are worked out again, as others wrote some of the same traces", exc_info=True)
    return change()


def prepare_all(
    traces: Sequence[Trace], batch: TelemetryBatch, *, new_id: Callable[[], str], workspace: str
) -> list[TraceRows]:
    """All the slow work of an import. `batch` is what the traces were put together from."""
    return [_prepared(trace, batch, run_id=new_id(), workspace=workspace) for trace in traces]


def _prepared(trace: Trace, batch: TelemetryBatch, *, run_id: str, workspace: str) -> TraceRows:
    run = run_of(trace)
    ids = frozenset(span.trace_id for span in trace.spans)
    recorded = recorded_of(batch, ids) if trace.repairs else None
    rows = rows_of(run, trace, run_id=run_id, workspace=workspace, source=SOURCE, recorded=recorded)
    return TraceRows(ids, rows, run.repairs)


def keep_all(
    work: Work, ready: Sequence[TraceRows], ground: Groundwork, *, workspace: str
) -> tuple[ImportedRun, ...]:
    """Write the runs, and let each stand for its traces in place of those that it was worked out from.

    What is known already, with the same content and no news, stays as it is. Raises RunsChanged where other runs
    stand for the traces now: they may hold more, or somebody may have deleted what is in these.
    """
    work.runs.hold(workspace)
    if not work.run_traces.stand(ground.runs):
        raise RunsChanged(_CHANGED)
    known = {place: found for place, each in enumerate(ready) if (found := _known(work, each, ground))}
    new = [place for place in range(len(ready)) if place not in known]
    work.runs.add(*(ready[place].rows for place in new))
    _stand_in(work, [ready[place] for place in new], ground, workspace)
    return tuple(_imported(each, known.get(place)) for place, each in enumerate(ready))


def _known(work: Work, ready: TraceRows, ground: Groundwork) -> RunSummary | None:
    if ready.trace_ids & ground.news:
        return None
    row = ready.rows.run
    found = work.run_traces.current(row["workspace"], SOURCE, ready.trace_ids)
    return next((run for run in found if run.content == row["content"]), None)


def _stand_in(work: Work, new: Sequence[TraceRows], ground: Groundwork, workspace: str) -> None:
    """What stood for some of the traces goes once all of them are handed over, also where several runs share it."""
    claims = {each.rows.run["id"]: each.trace_ids for each in sorted(new, key=lambda each: min(each.trace_ids))}
    successors: dict[str, str] = {}
    for run_id, before in work.run_traces.claim(workspace, SOURCE, claims).items():
        if not before <= ground.runs:
            raise RunsChanged(_CHANGED)
        if before:
            work.run_traces.hand_over(before, to=run_id, trace_ids=claims[run_id])
        for old in before:
            successors.setdefault(old, run_id)
    work.run_traces.retire(successors)


def _imported(ready: TraceRows, known: RunSummary | None) -> ImportedRun:
    row = ready.rows.run
    return ImportedRun(
        run=known.id if known else row["id"],
        trace_id=row["trace_id"],
        steps=row["step_count"],
        spans=row["span_count"],
        repairs=ready.repairs,
        known=known is not None,
    )
