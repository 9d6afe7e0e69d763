"""Where the span of an agent that was called is lost, and its calls hang beside the caller's agent or elsewhere."""

import pytest
from spans_by_hand import asked, box, model, result, run, span, step, tool, user

from app.domain.step import StepKind

ASK = ("ask_helper", {"q": "price"}, "c1")
LOOK = ("lookup", {"p": "lamp"}, "h1")
WORK = model(LOOK, given=(user("price"),))
ANSWER = model(said="It is 4.", given=(user("price"), asked(LOOK), result("4.00", "h1")))


def caller(*, tool_end=400):
    """A boss that asks its helper and answers."""
    return (
        (span("boss", 0, 900), box("boss")),
        (span("m1", 1, 100, parent="boss"), model(ASK)),
        (span("ask", 101, tool_end, parent="boss"), tool("ask_helper", input={"q": "price"}, call_id="c1")),
        (
            span("m2", tool_end + 1, tool_end + 100, parent="boss"),
            model(said="done", given=(asked(ASK), result("It is 4.", "c1"))),
        ),
    )


def order(*rows):
    return [one.span_ids[0] for one in run(*rows).steps]


def test_a_model_without_an_agent_is_read_after_the_tool_that_was_open_while_it_worked():
    assert order(*caller(), (span("helper", 110, 300), model(said="It is 4."))) == ["m1", "ask", "helper", "m2"]


def test_its_tools_and_its_next_calls_stay_with_it():
    rows = (
        (span("h1", 110, 200), WORK),
        (span("look", 201, 300), tool("lookup", input={"p": "lamp"}, call_id="h1")),
        (span("h2", 301, 450), ANSWER),
    )
    assert order(*caller(), *rows) == ["m1", "ask", "h1", "look", "h2", "m2"]
    rebuilt = run(*caller(), rows[0], rows[2])
    assert [one.name for one in rebuilt.steps] == ["gpt-4o-mini", "ask_helper", "gpt-4o-mini", "lookup"] + 2 * [
        "gpt-4o-mini"
    ]


def test_of_several_open_tools_it_is_the_one_that_gave_the_model_its_words():
    found = order(
        (span("boss", 0, 900), box("boss")),
        (span("m1", 1, 100, parent="boss"), model(("ask", {"q": "price"}, "c1"), ("ask", {"q": "stock"}, "c2"))),
        (span("t1", 101, 400, parent="boss"), tool("ask", input={"q": "price"}, call_id="c1")),
        (span("t2", 102, 410, parent="boss"), tool("ask", input={"q": "stock"}, call_id="c2")),
        (span("helper", 110, 300), model(said="4", given=(user("price"),))),
    )
    assert found == ["m1", "t1", "helper", "t2"]


def test_a_model_of_the_callers_own_agent_or_with_no_open_tool_was_called_by_none():
    own = (span("other", 110, 300), model(said="A title", agent="boss"))
    assert order(*caller(), own) == ["m1", "ask", "m2", "other"]
    late = (span("other", 110, 450), model(said="A title"))
    assert order(*caller(), late) == ["m1", "ask", "m2", "other"]


def test_a_retrieval_beside_the_caller_stays_where_it_is():
    from_nobody = (span("find", 110, 300), step(StepKind.RETRIEVAL, name="search"))
    assert order(*caller(), from_nobody) == ["m1", "ask", "m2", "find"]
    chain = (span("chain", 109, 310), box())
    inside = (span("find", 110, 300, parent="chain"), step(StepKind.RETRIEVAL, name="search"))
    assert order(*caller(), chain, inside) == ["m1", "ask", "m2", "find"]


def test_a_lost_agent_may_have_called_another_lost_one():
    asks = ("ask_store", {"q": "stock"}, "h1")
    found = order(
        *caller(tool_end=600),
        (span("a1", 110, 200), model(asks, given=(user("price"),))),
        (span("ask2", 201, 500), tool("ask_store", input={"q": "stock"}, call_id="h1")),
        (span("b1", 210, 490), model(said="9 left", given=(user("stock"),))),
        (span("a2", 501, 590), model(said="4", given=(user("price"), asked(asks), result("9 left", "h1")))),
    )
    assert found == ["m1", "ask", "a1", "ask2", "b1", "a2", "m2"]


@pytest.mark.parametrize("call_id", ["h1", None])
def test_calls_of_a_called_agent_that_hang_beside_the_callers_go_on_after_what_it_was_told(call_id):
    found = order(
        (span("loop", 0, 900), box("main")),
        (span("m1", 1, 600, parent="loop"), model(ASK)),
        (span("ask", 90, 590, parent="m1"), tool("ask_helper", call_id="c1")),
        (span("sub", 91, 580, parent="ask"), box("sub")),
        (span("s1", 92, 150, parent="sub"), WORK),
        (span("look", 151, 170, parent="sub"), tool("lookup", call_id=call_id)),
        (span("s2", 171, 570, parent="loop"), ANSWER),
        (span("m2", 601, 890, parent="loop"), model(said="done", given=(asked(ASK), result("4", "c1")))),
    )
    assert found == ["m1", "ask", "s1", "look", "s2", "m2"]
