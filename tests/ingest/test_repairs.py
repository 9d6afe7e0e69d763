"""Recordings that are broken but tell enough: they are shown, with a sentence for each repair."""

from otlp_bytes import CHAT, attribute, body, encoded

from app.ingest.decode import NamedBytes, decode

ONE, TWO, THREE, FOUR = "1" * 16, "2" * 16, "3" * 16, "4" * 16
LATER = {"startTimeUnixNano": "1795368131100000000", "endTimeUnixNano": "1795368131200000000"}


def read(*bodies):
    (trace,) = decode([NamedBytes("run.json", encoded(*bodies))])
    return trace


def sentences(trace):
    return [repair.sentence for repair in trace.repairs]


def parents(trace):
    return {span.span_id: span.parent_id for span in trace.spans}


def test_an_orphan_is_shown_as_a_root():
    trace = read(body(spanId=ONE, parentSpanId="f" * 16))
    assert sentences(trace) == [f"Span “chat” ({ONE}) names a parent that was never recorded; shown as a root."]
    assert parents(trace) == {ONE: None}


def test_a_span_that_is_its_own_parent_is_shown_as_a_root():
    trace = read(body(spanId=ONE, parentSpanId=ONE))
    assert sentences(trace) == [f"Span “chat” ({ONE}) names itself as its parent; shown as a root."]
    assert parents(trace) == {ONE: None}


def test_a_ring_of_parents_is_cut_above_its_earliest_span():
    ring = body(spanId=ONE, parentSpanId=TWO), body(spanId=TWO, parentSpanId=ONE, **LATER)
    hanging = body(spanId=THREE, parentSpanId=TWO, **LATER)
    for spans in ((*ring, hanging), (hanging, *reversed(ring))):
        trace = read(*spans)
        assert sentences(trace) == [f"Span “chat” ({ONE}) is its own ancestor; shown as a root."]
        assert parents(trace) == {ONE: None, TWO: ONE, THREE: TWO}


def test_a_span_delivered_twice_counts_once():
    trace = read(body(spanId=ONE), body(spanId=ONE))
    assert sentences(trace) == [f"Span “chat” ({ONE}) was delivered 2 times; shown once."]
    assert len(trace.spans) == 1


def test_of_different_spans_with_one_id_the_most_complete_is_shown():
    full = body(spanId=ONE, attributes=[*CHAT, attribute("more", stringValue="x")])
    for spans in ((body(spanId=ONE), full), (full, body(spanId=ONE))):
        trace = read(*spans)
        assert sentences(trace) == [
            f"2 different spans share one id; the most complete, Span “chat” ({ONE}), is shown."
        ]
        assert trace.spans[0].attributes["more"] == "x"


def test_a_span_that_ended_counts_for_more_than_a_longer_one_that_never_did():
    open_ended = body(spanId=ONE, endTimeUnixNano="0", attributes=[*CHAT, attribute("more", stringValue="x")])
    trace = read(open_ended, body(spanId=ONE))
    assert trace.spans[0].end_ns == 1795368132000000000


def test_a_span_that_ends_before_it_starts_has_no_duration():
    trace = read(body(spanId=ONE, endTimeUnixNano="1795368130000000000"))
    assert sentences(trace) == [f"Span “chat” ({ONE}) ends before it starts; shown with no duration."]
    assert trace.spans[0].end_ns == trace.spans[0].start_ns == 1795368131000000000


def test_a_span_that_ends_as_it_starts_needs_no_repair():
    assert read(body(spanId=ONE, endTimeUnixNano="1795368131000000000")).repairs == ()


def test_a_span_that_never_ended_lasts_as_long_as_what_is_below_it():
    trace = read(body(spanId=ONE, endTimeUnixNano=...), body(spanId=TWO, parentSpanId=ONE, **LATER))
    assert sentences(trace) == [f"Span “chat” ({ONE}) never ended; shown until the last that is known of it."]
    assert trace.spans[0].end_ns == 1795368131200000000


def test_a_span_without_a_start_begins_with_its_first_child():
    trace = read(body(spanId=ONE, startTimeUnixNano=...), body(spanId=TWO, parentSpanId=ONE, **LATER))
    assert sentences(trace) == [f"Span “chat” ({ONE}) has no start time; its children's or its end is shown."]
    assert [span.start_ns for span in trace.spans] == [1795368131100000000] * 2


def times(*spans):
    return {
        span.span_id: (span.start_ns - 1795368131000000000, span.end_ns - 1795368131000000000)
        for span in read(*spans).spans
    }


def test_a_span_without_a_start_and_without_children_begins_as_it_ends():
    assert times(body(spanId=ONE, startTimeUnixNano=...)) == {ONE: (1_000_000_000, 1_000_000_000)}


def test_a_span_without_any_time_lasts_as_long_as_what_is_known_of_its_children():
    nothing = {"startTimeUnixNano": ..., "endTimeUnixNano": ...}
    child, untimed = body(spanId=TWO, parentSpanId=ONE, **LATER), body(spanId=THREE, parentSpanId=ONE, **nothing)
    found = times(body(spanId=ONE, **nothing), child, untimed)
    assert (found[ONE], found[TWO]) == ((100_000_000, 200_000_000), (100_000_000, 200_000_000))


def test_a_span_without_a_start_that_ends_before_its_children_begin_has_no_duration():
    early = body(spanId=ONE, startTimeUnixNano=..., endTimeUnixNano="1795368131050000000")
    assert times(early, body(spanId=TWO, parentSpanId=ONE, **LATER))[ONE] == (100_000_000, 100_000_000)


def test_two_milliseconds_before_the_parent_are_rounding_and_more_is_skew():
    for start, moved in (("1795368130998000000", -2_000_000), ("1795368130997999999", 0)):
        assert times(body(spanId=ONE), body(spanId=TWO, parentSpanId=ONE, startTimeUnixNano=start))[TWO][0] == moved


def test_a_clock_that_runs_behind_is_moved_to_the_parents_start_with_all_below():
    early = {"startTimeUnixNano": "1795368130900000000", "endTimeUnixNano": "1795368130950000000"}
    trace = read(
        body(spanId=ONE), body(spanId=TWO, parentSpanId=ONE, **early), body(spanId=THREE, parentSpanId=TWO, **early)
    )
    assert sentences(trace) == [
        f"Span “chat” ({TWO}) starts 100.0 ms before its parent, as clocks that disagree do; moved to its start."
    ]
    assert [(span.span_id, span.start_ns, span.end_ns) for span in trace.spans[:2]] == [
        (TWO, 1795368131000000000, 1795368131050000000),
        (THREE, 1795368131000000000, 1795368131050000000),
    ]


def test_a_clock_that_runs_further_behind_below_one_that_was_moved_is_moved_to_where_that_one_is_now():
    behind = {"startTimeUnixNano": "1795368130900000000", "endTimeUnixNano": "1795368130990000000"}
    further = {"startTimeUnixNano": "1795368130700000000", "endTimeUnixNano": "1795368130710000000"}
    below = {"startTimeUnixNano": "1795368130720000000", "endTimeUnixNano": "1795368130730000000"}
    trace = read(
        body(spanId=ONE),
        body(spanId=TWO, parentSpanId=ONE, **behind),
        body(spanId=THREE, parentSpanId=TWO, **further),
        body(spanId=FOUR, parentSpanId=THREE, **below),
    )
    assert sentences(trace) == [
        f"Span “chat” ({TWO}) starts 100.0 ms before its parent, as clocks that disagree do; moved to its start.",
        f"Span “chat” ({THREE}) starts 200.0 ms before its parent, as clocks that disagree do; moved to its start.",
    ]
    assert {span.span_id: (span.start_ns, span.end_ns) for span in trace.spans} == {
        ONE: (1795368131000000000, 1795368132000000000),
        TWO: (1795368131000000000, 1795368131090000000),
        THREE: (1795368131000000000, 1795368131010000000),
        FOUR: (1795368131020000000, 1795368131030000000),
    }


def test_no_clock_is_moved_past_the_last_time_that_can_be():
    last = str(2**63 - 1)
    trace = read(
        body(spanId=ONE, startTimeUnixNano=last, endTimeUnixNano=last),
        body(spanId=TWO, parentSpanId=ONE, startTimeUnixNano="1", endTimeUnixNano=last),
        body(spanId=THREE, parentSpanId=TWO, startTimeUnixNano="9", endTimeUnixNano=last),
    )
    assert {(span.start_ns, span.end_ns) for span in trace.spans} == {(2**63 - 1, 2**63 - 1)}


def test_rounded_start_times_are_no_skew():
    rounded = {"startTimeUnixNano": "1795368130999000000"}
    trace = read(body(spanId=ONE), body(spanId=TWO, parentSpanId=ONE, **rounded))
    assert trace.repairs == ()


def test_a_last_line_that_the_writer_did_not_finish_is_left_out_and_told():
    (trace,) = decode([NamedBytes("run.jsonl", encoded(body()) + b"\n" + encoded(body())[:70])])
    assert sentences(trace) == ["The last line of run.jsonl (line 2) is cut off and was left out."]
    assert len(trace.spans) == 1


def test_two_traces_of_one_run_that_share_a_span_id_are_both_shown():
    other = body(traceId="a" * 32, spanId=ONE, links=[{"traceId": body()["traceId"], "spanId": ONE}], **LATER)
    trace = read(body(spanId=ONE), other)
    assert sentences(trace) == [f"Two spans share the id {ONE}; one is shown as {ONE}-aaaaaaaa."]
    assert [span.span_id for span in trace.spans] == [ONE, f"{ONE}-aaaaaaaa"]
