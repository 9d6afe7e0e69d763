"""Lanes, messages, repairs, state, status and cost of the steps of a run."""

from spans_by_hand import TRACE, box, detail, failed, model, result, run, span, step, tool, user

from app.assembly.cost import cost_usd
from app.assembly.steps import run_of
from app.domain.message import ToolDefinition
from app.domain.span import Status
from app.domain.step import Lane, StateChange, StepKind, Usage
from app.domain.trace import Repair, Trace

MINI = {"response_model": "gpt-4o-mini-2024-07-18", "provider": "openai"}


def test_each_agent_has_a_lane_and_the_outermost_comes_first():
    found = run(
        (span("ada", 0, 90), box("ada")),
        (span("m1", 1, 10, parent="ada"), model(("ask", {}, "c1"))),
        (span("ask", 11, 50, parent="ada"), tool("ask", call_id="c1")),
        (span("grace", 12, 49, parent="ask"), box("grace")),
        (span("m2", 13, 20, parent="grace"), model()),
        (span("back", 21, 30, parent="grace"), box("ada")),
        (span("m3", 22, 29, parent="back"), model()),
    )
    assert [(one.agent, one.lane) for one in found.steps] == [
        ("ada", "ada"),
        ("ada", "ada"),
        ("grace", "grace"),
        ("ada", "ada"),
    ]
    assert found.lanes == (Lane("ada", "ada"), Lane("grace", "grace", "ada"))


def test_models_below_a_tool_whose_agent_nobody_names_have_the_lane_of_the_tool():
    found = run(
        (span("m1", 0, 9), model()), (span("ask", 11, 50), tool("ask")), (span("m2", 13, 20, parent="ask"), model())
    )
    assert [one.lane for one in found.steps] == ["", "", "ask"]
    assert found.lanes == (Lane("", None), Lane("ask", None, ""))


def test_a_root_that_links_to_its_cause_hangs_below_it_and_rings_of_links_do_no_harm():
    other = "b" * 32
    found = run(
        (span("ada", 0, 90, links=[(other, "process")]), box("ada")),
        (span("publish", 5, 6, parent="ada"), detail()),
        (span("last", 60, 70, parent="ada"), tool("last")),
        (span("process", 10, 20, trace=other, links=[(TRACE, "publish"), ("c" * 32, "gone")]), box()),
        (span("t", 11, 19, parent="process", trace=other), tool("t")),
    )
    assert [(one.name, one.agent) for one in found.steps] == [("t", "ada"), ("last", "ada")]


def test_containers_know_the_steps_that_they_hold_and_steps_the_containers_above():
    found = run(
        (span("root", 0, 90), box(name="workflow")),
        (span("ada", 1, 80, parent="root", status=Status.OK), box("ada")),
        (span("a", 2, 3, parent="ada"), tool("a")),
        (span("b", 4, 5, parent="ada"), tool("b")),
        (span("c", 81, 82, parent="root"), tool("c")),
    )
    assert [(one.id, one.name, one.parent, one.first, one.last, one.status) for one in found.containers] == [
        ("root", "workflow", None, 1, 3, "unset"),
        ("ada", "ada", "root", 1, 2, "ok"),
    ]
    assert [one.path for one in found.steps] == [("workflow", "ada"), ("workflow", "ada"), ("workflow",)]


def test_each_message_and_tool_is_stored_once_under_its_hash():
    hello, offered = user("Hello?"), ToolDefinition("lookup")
    found = run(
        (span("m1", 0, 10), model(said="Hello.", given=(hello,), tools=(offered,))),
        (
            span("m2", 20, 30),
            model(given=(user("Hello?"), result("x", "c")), tools=(ToolDefinition("lookup"),), partial=True),
        ),
    )
    first, second = (one.context for one in found.steps)
    assert (first.messages, second.messages[:1]) == ((hello.hash,), (hello.hash,))
    assert len(found.messages) == 3
    assert (first.tools, len(found.tools)) == (second.tools, 1)
    assert (first.partial, second.partial) == (False, True)


def test_a_context_is_partial_where_the_recording_says_that_something_is_missing():
    cases = [
        (span("m", 0, 1, dropped_attributes=1), model()),
        (span("m", 0, 1, dropped_events=1), model()),
        (span("m", 0, 1), model(previous_response_id="r0")),
    ]
    assert [run(case).steps[0].context.partial for case in cases] == [True, True, True]


def test_a_conversation_named_after_an_earlier_response_goes_on_from_it():
    found = run(
        (span("m1", 0, 1), model(response_id="r1", conversation_id="c")),
        (span("m2", 2, 3), model(response_id="r2", conversation_id="r1")),
        (span("m3", 4, 5), model(conversation_id="c")),
    )
    assert [(one.previous_response_id, one.context.partial) for one in found.steps] == [
        (None, False),
        ("r1", True),
        (None, False),
    ]


def test_repairs_are_told_of_the_run_and_of_the_steps_that_they_touch():
    rows = [(span("a", 0, 1), tool("a")), (span("b", 2, 3), tool("b"))]
    repairs = (
        Repair("truncated", "The last line was cut off."),
        Repair("orphan", "b has no parent.", "b"),
        Repair("no_end", "b never ended.", "b"),
    )
    trace = Trace(
        trace_id=TRACE,
        spans=tuple(one for one, _ in rows),
        readings={one.span_id: reading for one, reading in rows},
        repairs=repairs,
    )
    found = run_of(trace)
    assert found.repairs == ("The last line was cut off.", "b has no parent.", "b never ended.")
    assert [one.repairs for one in found.steps] == [(), ("b has no parent.", "b never ended.")]


def test_state_changes_tell_what_was_there_before():
    written = step(StepKind.MEMORY, name="remember", state={"tier": "gold", "city": "Oslo"})
    again = step(StepKind.MEMORY, name="remember", state={"tier": "silver", "city": "Oslo"})
    found = run((span("a", 0, 1), written), (span("b", 2, 3), again))
    assert found.steps[0].state == (
        StateChange(key="tier", before=None, after="gold"),
        StateChange(key="city", before=None, after="Oslo"),
    )
    assert found.steps[1].state == (StateChange(key="tier", before="gold", after="silver"),)


def test_a_failure_that_nobody_explains_says_so():
    (only,) = run((span("t", 0, 1), failed(tool("lookup"), None))).steps
    assert only.error == "failed; the recording does not say why"


def test_a_status_is_told_by_the_evidence():
    rows = [(span("a", 0, 1, status=Status.OK), tool("a")), (span("b", 2, 3, status=Status.ERROR), tool("b"))]
    assert [one.status for one in run(*rows).steps] == ["ok", "unset"]


def test_a_model_call_that_recorded_no_messages_keeps_what_it_has():
    (only,) = run((span("m", 0, 1), model(input="raw prompt", output="raw reply"))).steps
    assert (only.input, only.output, only.context.messages) == ("raw prompt", "raw reply", ())


def test_cost_is_what_was_recorded_else_the_list_price_else_nothing():
    usage = Usage(1_000_000, 1_000_000)
    found = run(
        (span("a", 0, 1), model(cost_usd=0.5, usage=usage)),
        (span("b", 2, 3), model(usage=usage, given=(user("b"),), **MINI)),
        (span("c", 4, 5), model(usage=usage, request_model="nobody-sells-this")),
        (span("d", 6, 7), tool("d", usage=usage)),
    )
    assert [(one.cost_usd, one.cost_recorded) for one in found.steps] == [
        (0.5, True),
        (0.75, False),
        (None, False),
        (None, False),
    ]


def test_a_price_needs_a_model_and_tokens_that_can_be():
    def price(model="gpt-4o-mini", usage=Usage(1_000_000, 0), provider=None, at_ns=0):
        return cost_usd(provider=provider, model=model, usage=usage, at_ns=at_ns)

    assert price() == 0.15
    assert price(provider="somebody") == 0.15
    assert price(model="openai/gpt-4o-mini") == 0.15
    assert price(at_ns=2**64 - 1) == 0.15
    assert price(usage=Usage(1_000_000, 0, cached_tokens=1_000_000)) == 0.075
    assert price(usage=Usage(1_000_000, 0, cached_tokens=2_000_000)) is None
    assert [price(model=None), price(usage=Usage(1, None)), price(usage=Usage(-1, 0)), price(usage=Usage(1, -1))] == [
        None
    ] * 4
