"""Keep traces as runs, one for each trace, in place of what was known of the same trace."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.assembly.steps import run_of
from app.domain.trace import Trace
from app.domain.workspace import LOCAL
from app.store.run_rows import RunRows, rows_of
from app.store.work import Work


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


def prepared(trace: Trace, *, run_id: str) -> TraceRows:
    """All the slow work of an import."""
    run = run_of(trace)
    ids = frozenset(span.trace_id for span in trace.spans)
    return TraceRows(ids, rows_of(run, trace, run_id=run_id, workspace=LOCAL, source="imported"), run.repairs)


def prepare_all(traces: Sequence[Trace], *, new_id: Callable[[], str]) -> list[TraceRows]:
    return [prepared(trace, run_id=new_id()) for trace in traces]


def keep(work: Work, ready: TraceRows) -> ImportedRun:
    """Write the run. A trace that is known keeps the id of its run, so that links to it stay true."""
    traces = sorted(ready.trace_ids)
    for trace_id in traces:
        work.alone(f"trace {trace_id}")
    before = [found for trace_id in traces if (found := work.runs.of_trace(LOCAL, trace_id))]
    known = any(found.content == ready.rows.run["content"] for found in before)
    run_id = before[0].id if before else ready.rows.run["id"]
    if not known:
        for found in before:
            work.runs.remove(found.id)
        work.runs.add(ready.rows.under(run_id))
    row = ready.rows.run
    return ImportedRun(
        run=run_id,
        trace_id=row["trace_id"],
        steps=row["step_count"],
        spans=row["span_count"],
        repairs=ready.repairs,
        known=known,
    )
