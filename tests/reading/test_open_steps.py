"""Rows, opened steps, sums and charts of a run with open steps say one and the same, at every frontier."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from open_runs import STEPS, windows

from app.reading.overview import overview_of
from app.replay.totals import NOTHING_USED


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(drawn=STEPS)
def test_a_row_an_opened_step_a_sum_and_a_chart_tell_the_same_of_a_step(work, new_id, drawn):
    for window in windows(work, new_id(), drawn):
        rows = window.headers(1, len(drawn))
        shown = [window.view(row.number) for row in rows]
        assert [told_by(row) for row in rows] == [told_by_step(view) for view in shown]
        totals = NOTHING_USED
        for view in shown:
            totals = totals.with_step(view.step)
        assert window.totals(window.frontier) in (totals, replace(totals, cached_tokens=None))
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
