"""Details, containers, retries, lanes and what else makes a run of steps."""

from spans_by_hand import TRACE, box, detail, failed, model, names, result, run, span, step, tool, user

from app.domain.message import ToolDefinition
from app.domain.span import Status
from app.domain.step import Lane, StateChange, StepKind, Usage
from app.domain.trace import Repair, Trace
from app.replay.cost import cost_usd
from app.replay.steps import run_of

MINI = {"response_model": "gpt-4o-mini-2024-07-18", "provider": "openai"}


def test_detail_below_a_step_is_the_steps_and_tells_its_error_where_it_tells_none():
    found = run(
        (span("t", 0, 50), failed(tool("lookup"), None)),
        (span("http", 1, 49, parent="t"), detail()),
        (span("db", 2, 48, parent="http"), failed(detail(), "TimeoutError: 5 s")),
    )
    (only,) = found.steps
    assert (only.span_ids, only.error) == (("t", "http", "db"), "TimeoutError: 5 s")


def test_detail_outside_every_step_goes_to_the_last_step_of_its_container_that_had_begun():
    found = run(
        (span("ada", 0, 30), box("ada")),
        (span("before", 1, 2, parent="ada"), detail()),
        (span("a", 3, 10, parent="ada"), tool("a")),
        (span("after", 11, 12, parent="ada"), detail()),
        (span("b", 13, 20, parent="ada"), tool("b")),
        (span("grace", 31, 60), box("grace")),
        (span("early", 32, 33, parent="grace"), detail()),
        (span("c", 34, 40, parent="grace"), tool("c")),
        (span("alone", 61, 62), detail()),
    )
    assert [one.span_ids for one in found.steps] == [("a", "before", "after"), ("b",), ("c", "early", "alone")]


def test_a_run_of_details_alone_has_no_steps():
    assert run((span("http", 0, 1), detail())).steps == ()


def test_a_detail_that_failed_with_no_step_above_is_a_step_and_what_is_below_it_its_detail():
    found = run(
        (span("handle", 0, 50), detail()),
        (span("query", 1, 10, parent="handle"), failed(detail(), "no connection")),
        (span("socket", 2, 9, parent="query"), failed(detail(), "refused")),
    )
    assert [(one.kind, one.name, one.span_ids, one.error) for one in found.steps] == [
        ("other", "query", ("query", "socket"), "no connection")
    ]
    assert [container.id for container in found.containers] == ["handle"]


def test_a_detail_that_failed_beside_a_step_is_a_step_too():
    found = run(
        (span("handle", 0, 50), detail()),
        (span("t", 1, 2, parent="handle"), tool("lookup")),
        (span("query", 3, 10, parent="handle"), failed(detail(), "no connection")),
    )
    assert names(found) == ["lookup", "query"]


def test_a_container_without_steps_that_failed_is_a_step():
    found = run((span("chain", 0, 50), box()), (span("postprocessor", 1, 10, parent="chain"), failed(box(), "boom")))
    assert [(one.kind, one.name, one.error) for one in found.steps] == [("other", "postprocessor", "boom")]


def test_a_limit_that_no_step_explains_is_shown_once_after_the_last_step_inside():
    found = run(
        (span("root", 0, 90), failed(box(), "limit of 6 requests")),
        (span("agent", 0, 80, parent="root"), failed(box("ada"), "limit of 6 requests")),
        (span("t", 1, 10, parent="agent"), failed(tool("lookup"), "no such order")),
        (span("m", 11, 20, parent="agent"), model()),
        (span("later", 85, 88, parent="root"), tool("later")),
    )
    assert [(one.name, one.kind, one.span_ids) for one in found.steps] == [
        ("lookup", "tool", ("t",)),
        ("gpt-4o-mini", "model", ("m",)),
        ("agent", "other", ("agent",)),
        ("later", "tool", ("later",)),
    ]
    assert (found.steps[2].agent, found.steps[2].lane, found.steps[2].started_ns) == ("ada", "ada", 80_000_000)


def test_a_container_that_only_repeats_a_steps_error_is_no_step():
    for inner, outer in (
        ("boom", "boom"),
        ("boom", "Agent failed: boom"),
        ("ValueError: boom", "boom"),
        ("boom", None),
    ):
        found = run(
            (span("agent", 0, 90), failed(box("ada"), outer)),
            (span("t", 1, 10, parent="agent"), failed(tool("lookup"), inner)),
            (span("m", 11, 20, parent="agent"), model()),
        )
        assert names(found) == ["lookup", "gpt-4o-mini"]


def test_a_container_whose_last_step_failed_needs_no_further_step():
    found = run(
        (span("agent", 0, 90), failed(box("ada"), "gave up")),
        (span("m", 11, 20, parent="agent"), failed(model(), "500")),
    )
    assert names(found) == ["gpt-4o-mini"]


def test_the_same_request_right_after_a_failed_one_is_a_retry():
    asked = {"given": (user("Hello?"),)}
    found = run(
        (span("one", 0, 10), failed(model(**asked), "429")),
        (span("two", 20, 30), failed(model(**asked), "500")),
        (span("three", 40, 50), model(said="Hello.", **asked)),
    )
    (only,) = found.steps
    assert (only.span_ids, only.failed, only.started_ns, only.ended_ns) == (
        ("one", "two", "three"),
        False,
        0,
        50_000_000,
    )
    assert [(one.error, one.status, one.span_ids) for one in only.attempts] == [
        ("429", "error", ("one",)),
        ("500", "error", ("two",)),
        (None, "unset", ("three",)),
    ]
    assert only.attempts[2].output == [{"role": "assistant", "parts": [{"type": "text", "text": "Hello."}]}]


def test_another_request_is_no_retry():
    first = failed(model(given=(user("Hello?"),)), "429")
    others = [
        (span("two", 20, 30), model(given=(user("Hello again?"),))),
        (span("two", 20, 30), model(given=(user("Hello?"),), request_model="other")),
        (span("two", 5, 30), model(given=(user("Hello?"),))),
        (span("two", 20, 30), tool("lookup")),
    ]
    assert [len(run((span("one", 0, 10), first), other).steps) for other in others] == [2, 2, 2, 2]


def test_a_request_in_another_place_or_lane_is_no_retry():
    first, again = failed(model(given=(user("Hello?"),)), "429"), model(given=(user("Hello?"),))
    assert (
        len(
            run(
                (span("a", 0, 10), box()), (span("one", 0, 10, parent="a"), first), (span("two", 20, 30), again)
            ).steps
        )
        == 2
    )
    assert (
        len(
            run(
                (span("one", 0, 10), first), (span("two", 20, 30), model(given=(user("Hello?"),), agent="grace"))
            ).steps
        )
        == 2
    )


def test_a_tool_that_its_framework_ran_again_is_one_step_and_one_that_was_asked_for_again_is_two():
    call = ("lookup", {"id": 1}, "c1")
    again = (
        (span("t1", 11, 12), failed(tool("lookup", input={"id": 1}), "timed out")),
        (span("t2", 13, 14), tool("lookup", input={"id": 1})),
    )
    assert names(run((span("m", 0, 10), model(call)), *again)) == ["gpt-4o-mini", "lookup"]
    assert names(run((span("m", 0, 10), model(call, ("lookup", {"id": 1}, "c2"))), *again)) == [
        "gpt-4o-mini",
        "lookup",
        "lookup",
    ]
    assert names(run(*again)) == ["lookup", "lookup"]
    other = (span("t2", 13, 14), tool("stock", input={"id": 1}))
    assert names(run((span("m", 0, 10), model(call)), again[0], other)) == ["gpt-4o-mini", "lookup", "stock"]


def test_a_retrieval_that_was_tried_again_is_one_step():
    tried = failed(step(StepKind.RETRIEVAL, name="docs", input="warranty"), "timed out")
    found = run(
        (span("one", 0, 10), tried), (span("two", 20, 30), step(StepKind.RETRIEVAL, name="docs", input="warranty"))
    )
    assert [one.span_ids for one in found.steps] == [("one", "two")]


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
    assert price(usage=Usage(1_000_000, 0, cached_tokens=2_000_000)) == 0.15
    assert [price(model=None), price(usage=Usage(1, None)), price(usage=Usage(-1, 0)), price(usage=Usage(1, -1))] == [
        None
    ] * 4
