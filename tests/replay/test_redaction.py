"""A step that stays open past the frontier shows only what was known when it began."""

from spans_by_hand import span

from app.domain.span import SpanEvent, Status
from app.domain.step import Run, StateChange, Step, StepKind, Try
from app.replay.redaction import closing_steps, redacted, redacted_span


def step(number, kind, span_id, **more):
    known = {"status": Status.ERROR, "started_ns": 5, "ended_ns": 9, "error": "refused"} | more
    return Step(number=number, label=str(number), kind=kind, name="refund_specialist", span_ids=(span_id,), **known)


def test_a_tool_that_runs_an_agent_closes_with_the_last_step_below_it():
    spans = [
        span("a", 0, 9),
        span("agent", 1, 8, parent="a"),
        span("b", 2, 3, parent="agent"),
        span("c", 4, 5, parent="b"),
    ]
    run = Run(trace_id="t", steps=tuple(step(n, StepKind.TOOL, s) for n, s in enumerate("abc", start=1)))
    assert closing_steps(run, spans) == {1: 3, 2: 3, 3: 3}


def test_parents_that_lead_in_a_circle_end_the_search():
    spans = [span("a", 0, 9, parent="b"), span("b", 1, 8, parent="a")]
    run = Run(trace_id="t", steps=(step(1, StepKind.TOOL, "a"), step(2, StepKind.TOOL, "b")))
    assert closing_steps(run, spans) == {1: 2, 2: 2}


def test_an_open_tool_shows_neither_result_nor_end():
    shown = redacted(step(1, StepKind.TOOL, "a", output={"refund": "RF-1"}))
    assert (shown.output, shown.error, shown.status, shown.ended_ns) == (None, None, Status.UNSET, 5)


def test_an_open_model_step_keeps_what_it_said_but_not_how_it_ended():
    tried = Try(span_ids=("a",), started_ns=5, ended_ns=9, status=Status.ERROR)
    changed = StateChange(key="refunds", before=0, after=1)
    shown = redacted(step(1, StepKind.MODEL, "a", output_messages=("m1",), attempts=(tried,), state=(changed,)))
    assert shown.output_messages == ("m1",)
    assert (shown.error, shown.status, shown.ended_ns, shown.attempts, shown.state) == (None, Status.UNSET, 5, (), ())


def test_the_raw_span_of_an_open_step_tells_when_it_began_and_no_more():
    recorded = span("a", 1, 9, status=Status.ERROR, attributes={"result": "RF-1"}, events=(SpanEvent("done", 8),))
    shown = redacted_span(recorded)
    assert (shown.name, shown.start_ns, shown.end_ns) == ("a", 1_000_000, 1_000_000)
    assert (shown.status, shown.attributes, shown.events) == (Status.UNSET, {}, ())
