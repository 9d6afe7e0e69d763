"""The overview of a run: one path a kind."""

from app.domain.step import StepKind
from app.pages.replay.chart import Measure
from app.pages.replay.overview import drawing, run_chart
from app.reading.overview import Overview
from app.store.figures import Bucket, Sum


def bucket(place, kind=StepKind.TOOL, *, steps=1, errors=0, lane="main", tokens=None, cost=None, longest=None):
    total = Sum(steps=steps, errors=errors, input_tokens=None, output_tokens=None, cost_usd=cost, time_ns=None)
    return Bucket(place, kind, lane, total, tokens, longest)


def overview(*buckets, frontier=4, width=2, complete=True):
    return Overview(frontier=frontier, complete=complete, width=width, buckets=buckets)


def test_kinds_stand_on_one_another_by_their_share():
    drawn = drawing(overview(bucket(0, StepKind.MODEL), bucket(0), bucket(1, steps=2)), marks=())
    assert dict(drawn.kinds) == {
        StepKind.MODEL: "M0.0 42.0H500.0V84.0H0.0Z",
        StepKind.TOOL: "M0.0 0.0H500.0V42.0H0.0ZM500.0 0.0H1000.0V84.0H500.0Z",
    }


def test_errors_and_marks_are_drawn_once_a_bucket_and_marks_past_the_frontier_not_at_all():
    drawn = drawing(overview(bucket(0, errors=2), bucket(0, StepKind.MODEL, errors=1), bucket(1)), marks=[3, 4, 9])
    assert drawn.errors == "M0.0 88.0H500.0V100.0H0.0Z"
    assert drawn.marks == "M500.0 0.0H1000.0V14.0H500.0Z"


def test_the_last_bucket_ends_with_the_frontier():
    drawn = drawing(overview(bucket(0, steps=2), bucket(1), frontier=3), marks=())
    assert dict(drawn.kinds)[StepKind.TOOL].endswith("H1000.0V84.0H666.7Z")


def test_the_overview_is_told_in_words():
    found = overview(bucket(0, StepKind.MODEL), bucket(0, errors=1), bucket(1, steps=2), complete=False)
    assert drawing(found, marks=()).said == "4 steps so far: 3 tool, 1 model; 1 with errors."


def test_a_bucket_of_a_context_is_its_largest_a_lane_of_a_cost_its_sum_of_a_latency_its_longest():
    found = overview(
        bucket(0, StepKind.MODEL, tokens=90, cost=0.5, longest=3_000_000),
        bucket(0, StepKind.MODEL, lane="sub", tokens=20, cost=0.25, longest=7_000_000),
        bucket(1),
    )
    values = {
        measure: [(each.lane, each.value, each.step) for each in run_chart(found, measure).values]
        for measure in Measure
    }
    assert values == {
        Measure.CONTEXT: [("main", 90, 1), ("sub", 20, 1)],
        Measure.COST: [("", 0.75, 1)],
        Measure.LATENCY: [("", 7.0, 1)],
    }


def test_a_value_of_several_steps_names_all_of_them_and_the_last_one_ends_with_the_frontier():
    found = overview(
        bucket(0, StepKind.MODEL, tokens=900),
        bucket(1, StepKind.MODEL, tokens=300),
        bucket(2, StepKind.MODEL, tokens=400),
        frontier=5,
    )
    assert run_chart(found, Measure.CONTEXT).said == (
        "Context size, input tokens of each model call: 900 tokens at steps 1 to 2; most 900 tokens at steps 1 to 2; "
        "400 tokens at step 5; falls by a third or more at steps 3 to 4."
    )
