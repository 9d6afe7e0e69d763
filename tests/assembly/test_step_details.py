"""Details and containers: what is below a step, and what of it is shown as a step of its own."""

from spans_by_hand import box, detail, failed, model, names, run, span, tool

from app.domain.span import Status
from app.domain.step import StepKind, Usage


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


def test_a_container_that_failed_does_not_repeat_the_totals_of_the_calls_in_it():
    told = {"kind": StepKind.MODEL, "request_model": "gpt-4o", "usage": Usage(300, 30), "cost_usd": 0.5}
    found = run(
        (span("agent", 0, 900), failed(box("ann", name="invoke ann", **told), "Max turns exceeded")),
        (span("m", 1, 100, parent="agent"), model(said="hi", usage=Usage(300, 30), cost_usd=0.5)),
    )
    call, limit = found.steps
    assert (call.usage, call.cost_usd) == (Usage(300, 30), 0.5)
    assert (limit.name, limit.error, limit.agent) == ("invoke ann", "Max turns exceeded", "ann")
    assert (limit.model, limit.usage, limit.cost_usd) == (None, Usage(), None)


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


def test_a_container_in_which_the_run_paused_has_not_failed_either():
    def around(*inside):
        return run(
            (span("graph", 0, 95, status=Status.ERROR), failed(box("ada"), None)),
            (span("node", 0, 90, parent="graph", status=Status.ERROR), failed(box(), None)),
            (span("t", 1, 10, parent="node", status=Status.ERROR), tool("refund")),
            *inside,
        )

    paused = around()
    assert [(one.name, one.status, one.error) for one in paused.steps] == [("refund", "unset", None)]
    assert [(one.id, one.status) for one in paused.containers] == [("graph", "unset"), ("node", "unset")]
    broken = around((span("u", 11, 20, parent="node", status=Status.ERROR), failed(tool("lookup"), "boom")))
    assert [(one.id, one.status) for one in broken.containers] == [("graph", "error"), ("node", "error")]


def test_a_container_around_nothing_but_a_pause_is_no_step():
    found = run(
        (span("graph", 0, 95, status=Status.ERROR), failed(box("ada"), None)),
        (span("node", 0, 90, parent="graph", status=Status.ERROR), box()),
    )
    assert found.steps == ()


def test_a_container_whose_last_step_failed_needs_no_further_step():
    found = run(
        (span("agent", 0, 90), failed(box("ada"), "gave up")),
        (span("m", 11, 20, parent="agent"), failed(model(), "500")),
    )
    assert names(found) == ["gpt-4o-mini"]
