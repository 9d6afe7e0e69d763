"""Rows, opened steps, sums and charts of a run with open steps say one and the same, at every frontier."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spans_by_hand import TRACE, span

from app.domain.span import Status
from app.domain.step import Run, Step, StepKind, Try, Usage
from app.domain.trace import Trace
from app.reading.overview import overview_of
from app.reading.window import Window
from app.replay.totals import NOTHING_USED
from app.store.run_rows import rows_of

TRIED = (Try(span_ids=("a",), started_ns=1, ended_ns=2, status=Status.ERROR),) * 2
TOLD = st.fixed_dictionaries(
    {
        "kind": st.sampled_from([StepKind.MODEL, StepKind.TOOL, StepKind.EMBEDDING]),
        "status": st.sampled_from(Status),
        "error": st.sampled_from([None, "refused"]),
        "model": st.sampled_from([None, "gpt-4o-2024-08-06"]),
        "usage": st.sampled_from([Usage(), Usage(7, 5), Usage(input_tokens=900)]),
        "cost_usd": st.sampled_from([None, 0.25]),
        "attempts": st.sampled_from([(), TRIED]),
        "repairs": st.sampled_from([(), ("It never ended.",)]),
    }
)
STEPS = st.lists(st.tuples(TOLD, st.integers(0, 6)), min_size=1, max_size=7)


def recorded(drawn):
    """A run in which each step's span lies in that of an earlier step, or in none."""
    steps, spans = [], []
    for number, (told, above) in enumerate(drawn, start=1):
        times = {"started_ns": number * 1_000_000, "ended_ns": number * 1_000_000 + 500_000}
        steps.append(Step(number=number, label=str(number), name="ask", span_ids=(f"s{number}",), **times, **told))
        parent = f"s{number - above}" if 0 < above < number else None
        spans.append(span(f"s{number}", number, number + 0.5, parent=parent))
    return Run(trace_id=TRACE, steps=tuple(steps)), Trace(trace_id=TRACE, spans=tuple(spans), readings={})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(drawn=STEPS)
def test_a_row_an_opened_step_a_sum_and_a_chart_tell_the_same_of_a_step(work, new_id, drawn):
    run, trace = recorded(drawn)
    name, last = new_id(), len(run.steps)
    work.runs.add(rows_of(run, trace, run_id=name, workspace="local", source="imported"))
    for frontier in range(1, last + 1):
        window = Window(work=work, run_id=name, frontier=frontier, last_step=last)
        rows = window.headers(1, last)
        shown = [window.view(row.number) for row in rows]
        assert [told_by(row) for row in rows] == [told_by_step(view) for view in shown]
        totals = NOTHING_USED
        for view in shown:
            totals = totals.with_step(view.step)
        assert window.totals(frontier) in (totals, replace(totals, cached_tokens=None))
        assert charted(window) == summed(rows)


def told_by(row):
    model = row.model
    return (row.running, row.failed, row.status, model, row.tries, row.repaired, row.input_tokens, row.cost_usd)


def told_by_step(view):
    told = view.step
    sums = told.usage.input_tokens, told.cost_usd
    return (
        view.running, told.failed, told.status, told.model, max(1, len(told.attempts)), bool(told.repairs), *sums
    )  # fmt: skip


def charted(window):
    sums = [bucket.sum for bucket in overview_of(window).buckets]
    return (
        sum(each.errors for each in sums),
        sum(each.input_tokens or 0 for each in sums),
        sum(each.output_tokens or 0 for each in sums),
        sum(each.cost_usd or 0 for each in sums),
        sum(each.time_ns or 0 for each in sums),
    )


def summed(rows):
    return (
        sum(row.failed for row in rows),
        sum(row.input_tokens or 0 for row in rows),
        sum(row.output_tokens or 0 for row in rows),
        sum(row.cost_usd or 0 for row in rows),
        sum((row.ended_ns or row.started_ns) - row.started_ns for row in rows),
    )
