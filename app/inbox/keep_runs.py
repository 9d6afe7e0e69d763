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


def keep_all(work: Work, ready: Sequence[TraceRows], *, anew: bool = False) -> tuple[ImportedRun, ...]:
    """Write the runs, and let each stand for its traces in place of any that did so before.

    What is known already, with the same content, stays as it is; unless it is to be read `anew`. The runs are taken
    in the order of their traces, so that two processes that write some of the same do not wait for each other.
    """
    known = {} if anew else {place: found for place, each in enumerate(ready) if (found := _known(work, each))}
    new = [place for place in range(len(ready)) if place not in known]
    work.runs.add(*(ready[place].rows for place in new))
    for place in sorted(new, key=lambda place: min(ready[place].trace_ids)):
        if found := _stand_in(work, ready[place], anew=anew):
            known[place] = found
    return tuple(_imported(each, known.get(place)) for place, each in enumerate(ready))


def _known(work: Work, ready: TraceRows) -> RunSummary | None:
    row = ready.rows.run
    return _same(work.run_traces.current(row["workspace"], SOURCE, ready.trace_ids), row["content"])


def _stand_in(work: Work, ready: TraceRows, *, anew: bool) -> RunSummary | None:
    """Let the run stand for its traces; or another one, where a process that was quicker has made the same."""
    row = ready.rows.run
    before = work.run_traces.claim(row["workspace"], SOURCE, ready.trace_ids, run_id=row["id"])
    known = None if anew else _same(before, row["content"])
    if known:
        work.run_traces.replace(row["id"], by=known.id, trace_ids=ready.trace_ids)
        return known
    for found in before:
        work.run_traces.replace(found.id, by=row["id"], trace_ids=ready.trace_ids)
    return None


def _same(found: Sequence[RunSummary], content: str) -> RunSummary | None:
    return next((run for run in found if run.content == content), None)


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
