"""Spans that tell no more of a tool than its name, and events of a tool that are spans of their own."""

from spans_by_hand import box, detail, failed, model, result, run, span, tool, user

ASKED = model(("lookup_order", {"id": 1}, "c1"), given=(user("?"),))
TOLD = model(said="done", given=(user("?"), result("sent", "c1")))


def kinds(found):
    return [(str(step.kind), step.name, step.span_ids) for step in found.steps]


def between(row):
    """A run in which a span stands between the model that asked for a tool and the one that heard of it."""
    return run((span("a", 0, 10), ASKED), row, (span("b", 50, 60), TOLD))


def named(name, start=20, end=40):
    return span(name, start, end)


def test_a_plain_span_that_is_called_as_a_tool_is_that_tools_step():
    found = between((named("lookup_order"), detail()))
    assert kinds(found)[1] == ("tool", "lookup_order", ("lookup_order",))
    step = found.steps[1]
    assert (step.input, step.output, step.duration_ms, step.rebuilt) == ({"id": 1}, "sent", 20, False)


def test_the_function_of_a_module_is_called_as_the_tool_too():
    assert kinds(between((named("shop.tools.lookup_order"), box())))[1][:2] == ("tool", "lookup_order")


def test_what_its_span_says_of_a_failure_is_the_tools():
    step = between((named("lookup_order"), failed(detail(), "timed out"))).steps[1]
    assert (step.kind, step.error) == ("tool", "timed out")


def test_a_span_beside_the_tools_own_stays_a_detail():
    found = run(
        (span("a", 0, 10), ASKED),
        (span("own", 20, 40), tool("lookup_order", call_id="c1")),
        (span("lookup_order", 41, 45), detail()),
        (span("b", 50, 60), TOLD),
    )
    assert [step.kind for step in found.steps] == ["model", "tool", "model"]


def test_a_workflow_around_the_model_that_asked_is_no_tool_whatever_it_is_called():
    found = run((span("lookup_order", 0, 90), box()), (span("a", 5, 10, parent="lookup_order"), ASKED))
    assert [step.kind for step in found.steps] == ["model"]


def test_an_agent_that_is_called_as_a_tool_stays_an_agent():
    found = between((named("lookup_order"), box("lookup_order")))
    assert [(step.kind, step.rebuilt) for step in found.steps] == [("model", False), ("tool", True), ("model", False)]


def test_instants_of_a_tools_start_and_end_are_one_step():
    found = run(
        (span("a", 0, 10), ASKED),
        (span("started", 20, 20), tool("lookup_order", input={"id": 1})),
        (span("finished", 40, 40), tool("lookup_order", output="sent")),
    )
    assert kinds(found)[1:] == [("tool", "lookup_order", ("started", "finished"))]
    assert (found.steps[1].input, found.steps[1].output, found.steps[1].duration_ms) == ({"id": 1}, "sent", 20)


def test_instants_of_two_calls_are_told_apart_by_their_ids():
    found = run(
        (span("s1", 20, 20), tool("lookup", input=1, call_id="c1")),
        (span("s2", 21, 21), tool("lookup", input=2, call_id="c2")),
        (span("e2", 30, 30), failed(tool("lookup", call_id="c2"), "no such order")),
        (span("e1", 40, 40), tool("lookup", output="one", call_id="c1")),
    )
    assert [(step.input, step.output, step.error, step.span_ids) for step in found.steps] == [
        (2, None, "no such order", ("s2", "e2")),
        (1, "one", None, ("s1", "e1")),
    ]


def test_two_short_calls_with_results_of_their_own_stay_two():
    found = run(
        (span("one", 20, 20), tool("lookup", input=1, output="one")),
        (span("two", 21, 21), tool("lookup", input=1, output="one")),
    )
    assert len(found.steps) == 2
