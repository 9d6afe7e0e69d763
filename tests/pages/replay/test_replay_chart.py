"""Charts along a run, as paths and in words."""

from app.pages.replay.chart import ChartPoint, Measure, chart, chart_value, falls


def reached(step, value, *, lane="main", of=10):
    return ChartPoint(step=step, left=(step - 1) / of, right=step / of, lane=lane, value=value)


def test_a_context_holds_until_the_next_call_of_its_lane():
    drawn = chart(Measure.CONTEXT, [reached(1, 500), reached(6, 1000)])
    (line,) = drawn.lines
    assert line.path == "M0 53H500V6H600"
    assert line.area == "M0 53H500V6H600V100H0Z"
    assert (drawn.bars, drawn.most, drawn.logarithmic) == ("", "1.0k tokens", False)


def test_each_lane_has_a_line_the_busiest_first_and_only_that_an_area():
    drawn = chart(Measure.CONTEXT, [reached(1, 10, lane="sub"), reached(2, 5), reached(3, 5)])
    assert [(line.lane, bool(line.area)) for line in drawn.lines] == [("main", True), ("sub", False)]


def test_more_lanes_than_can_be_told_apart_have_no_line():
    drawn = chart(Measure.CONTEXT, [reached(step, 5, lane=f"lane {step}") for step in range(1, 10)])
    assert len(drawn.lines) == 6


def test_costs_are_bars():
    drawn = chart(Measure.COST, [reached(1, 0.02), reached(2, 0.01)])
    assert drawn.bars == "M0 100V6H100V100ZM100 100V53H200V100Z"
    assert (drawn.lines, drawn.most) == ((), "$0.0200")


def test_a_latency_far_above_the_others_is_drawn_on_a_logarithmic_scale():
    drawn = chart(Measure.LATENCY, [*(reached(step, 100) for step in range(1, 9)), reached(9, 60_000)])
    assert drawn.logarithmic
    assert drawn.bars.startswith("M0 100V89.8")
    assert not chart(Measure.LATENCY, [reached(1, 100), reached(2, 4_000)]).logarithmic


def test_a_chart_says_where_it_begins_peaks_ends_and_falls():
    drawn = chart(Measure.CONTEXT, [reached(1, 1_000), reached(3, 12_000), reached(5, 4_000), reached(7, 4_400)])
    assert drawn.said == (
        "Context size, input tokens of each model call: 1.0k tokens at step 1; most 12k tokens at step 3; "
        "4.4k tokens at step 7; falls by a third or more at step 5."
    )


def test_many_falls_are_counted_and_a_value_is_told_once():
    values = [reached(step, 1_000 if step % 2 else 100, of=20) for step in range(1, 13)]
    assert "falls by a third or more at step 2, 4, 6 and 3 more." in chart(Measure.CONTEXT, values).said
    assert chart(Measure.LATENCY, [reached(1, 20)]).said == "Latency: 20 ms at step 1; most 20 ms at step 1."


def test_a_smaller_context_of_another_lane_is_no_fall():
    assert falls([reached(1, 900), reached(2, 100, lane="sub"), reached(3, 910)]) == ()


def test_of_many_lanes_only_those_with_a_line_have_values_for_the_script():
    lanes = [reached(step, 100, of=20, lane=f"lane {step % 9}") for step in range(1, 19)]
    drawn = chart(Measure.CONTEXT, lanes)
    assert {each.lane for each in drawn.values} == {line.lane for line in drawn.lines}
    assert (len(drawn.lines), len(drawn.values), len(chart(Measure.COST, lanes).values)) == (6, 12, 18)


def test_what_is_not_recorded_is_said_and_nothing_is_drawn():
    for measure, words in (
        (Measure.CONTEXT, "The trace holds no token counts."),
        (Measure.COST, "The trace holds no cost, and none can be worked out."),
        (Measure.LATENCY, "No step is over yet."),
    ):
        drawn = chart(measure, [reached(1, 0)])
        assert (drawn.empty, drawn.said, drawn.most, drawn.bars, drawn.lines) == (True, words, "", "", ())


def test_a_value_is_worded_by_its_measure():
    assert [chart_value(reached(1, 1500.0), measure) for measure in Measure] == ["1.5k tokens", "$1500.00", "1.50 s"]
