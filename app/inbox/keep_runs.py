"""Keep traces as runs. A run never changes: a trace that says more, or is read by other code, is another run."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.assembly.steps import run_of
from app.domain.trace import Trace
from app.domain.workspace import LOCAL
from app.ingest.telemetry import TelemetryBatch
from app.store.recorded import recorded_of
from app.store.run_list import RunSummary
from app.store.run_rows import RunRows, Source, rows_of
from app.store.work import Work

SOURCE: Source = "imported"


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


def prepare_all(
    traces: Sequence[Trace], batch: TelemetryBatch, *, new_id: Callable[[], str], workspace: str = LOCAL
) -> list[TraceRows]:
    """All the slow work of an import. `batch` is what the traces were put together from."""
    return [_prepared(trace, batch, run_id=new_id(), workspace=workspace) for trace in traces]


def _prepared(trace: Trace, batch: TelemetryBatch, *, run_id: str, workspace: str) -> TraceRows:
    run = run_of(trace)
    ids = frozenset(span.trace_id for span in trace.spans)
    recorded = recorded_of(batch, ids) if trace.repairs else None
    rows = rows_of(run, trace, run_id=run_id, workspace=workspace, source=SOURCE, recorded=recorded)
    return TraceRows(ids, rows, run.repairs)


def keep(work: Work, ready: TraceRows, *, anew: bool = False) -> ImportedRun:
    """Write the run, and let it stand for its traces in place of any that did so before.

    What is known already, with the same content, stays as it is; unless it is to be read `anew`.
    """
    row = ready.rows.run
    there = () if anew else work.run_traces.current(row["workspace"], SOURCE, ready.trace_ids)
    if known := _same(there, row["content"]):
        return _imported(ready, known.id, known=True)
    work.runs.add(ready.rows)
    before = work.run_traces.claim(row["workspace"], SOURCE, ready.trace_ids, run_id=row["id"])
    if not anew and (known := _same(before, row["content"])):  # another process was quicker
        work.run_traces.replace(row["id"], by=known.id, trace_ids=ready.trace_ids)
        return _imported(ready, known.id, known=True)
    for found in before:
        work.run_traces.replace(found.id, by=row["id"], trace_ids=ready.trace_ids)
    return _imported(ready, row["id"], known=False)


def _same(found: Sequence[RunSummary], content: str) -> RunSummary | None:
    return next((run for run in found if run.content == content), None)


def _imported(ready: TraceRows, run_id: str, *, known: bool) -> ImportedRun:
    row = ready.rows.run
    return ImportedRun(
        run=run_id,
        trace_id=row["trace_id"],
        steps=row["step_count"],
        spans=row["span_count"],
        repairs=ready.repairs,
        known=known,
    )
