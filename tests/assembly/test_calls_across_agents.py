"""Calls that are answered, or whose results are told, in another agent's lane than they were asked in."""

from spans_by_hand import asked, box, model, result, run, span, step, tool

from app.domain.step import StepKind

ONE = ("f", {"k": 1}, "u1")


def tools(found):
    return [(one.input, one.turn, one.output) for one in found.steps if one.kind == "tool"]


FIRST = ("transfer_to_math", {}, "h1")
SECOND = ("transfer_to_research", {}, "h2")


def handed_over(*given, handoff="math"):
    """A model that asks for two handoffs at once, the one that happened, and what the next agent was told."""
    return run(
        (span("boss", 0, 20), box("boss")),
        (span("m1", 1, 10, parent="boss"), model(FIRST, SECOND)),
        (span("h", 11, 12, parent="boss"), step(StepKind.HANDOFF, name=handoff, output=handoff)),
        (span("next", 21, 40), box(handoff)),
        (span("m2", 22, 30, parent="next"), model(given=given, said="Done.")),
    )


def test_a_handoff_that_was_refused_is_rebuilt_from_what_the_next_agent_was_told():
    found = handed_over(asked(FIRST), asked(SECOND), result("only one at a time", "h2"), result("math", "h1"))
    assert [(one.kind, one.name, one.turn, one.output) for one in found.steps[1:3]] == [
        ("tool", "transfer_to_research", 1, "only one at a time"),
        ("handoff", "math", 1, "math"),
    ]


def test_a_handoff_answers_the_call_that_names_its_agent():
    found = handed_over(asked(FIRST, SECOND), result("only one at a time", "h1"), handoff="research")
    assert [(one.name, one.output) for one in found.steps[1:3]] == [
        ("transfer_to_math", "only one at a time"),
        ("research", "research"),
    ]


def test_the_same_id_in_another_agents_conversation_is_another_call():
    assert len(handed_over(result("sunny", "h2")).steps) == 3
    assert len(handed_over(asked(("lookup", {}, "h2")), result("sunny", "h2")).steps) == 3
    other = ("transfer_to_research", {"topic": "weather"}, "h2")
    assert len(handed_over(asked(other), result("sunny", "h2")).steps) == 3


def test_a_tool_under_an_id_that_two_other_agents_use_is_left_without_a_call():
    found = run(
        (span("ada", 0, 20), box("ada")),
        (span("m1", 1, 10, parent="ada"), model(("f", {}, "call_1"))),
        (span("grace", 21, 40), box("grace")),
        (span("m2", 22, 30, parent="grace"), model(("f", {}, "call_1"))),
        (span("t", 41, 50), tool("f", call_id="call_1")),
    )
    assert found.steps[2].turn is None


def test_a_tool_beside_all_agents_answers_no_call_of_another_name_under_an_id_that_was_used_twice():
    found = run(
        (span("ada", 0, 20), box("ada")),
        (span("m1", 1, 10, parent="ada"), model(("ask", {}, "call_1"))),
        (span("t", 11, 15), tool("f", call_id="call_1")),
        (span("grace", 21, 40), box("grace")),
        (span("m2", 22, 30, parent="grace"), model(("f", {}, "call_1"))),
    )
    assert [one.turn for one in found.steps] == [1, None, 3]


def beside_all_agents(*more, **told):
    """An agent that asks, and a tool outside it that may have answered."""
    return run(
        (span("flow", 0, 99), box("flow")),
        (span("ada", 1, 50, parent="flow"), box("ada")),
        (span("m1", 2, 10, parent="ada"), model(ONE)),
        *more,
        (span("t", 20, 30, parent="flow"), tool("f", **told)),
        (span("m2", 31, 40, parent="ada"), model(given=(asked(ONE), result("one", "u1")))),
    )


def test_a_tool_beside_all_agents_answers_the_only_open_call_of_its_name_and_arguments():
    found = beside_all_agents(input={"k": 1})
    assert tools(found) == [({"k": 1}, 1, "one")]
    assert [one.kind.value for one in found.steps] == ["model", "tool", "model"]


def test_a_tool_beside_all_agents_with_other_arguments_or_none_answers_no_call():
    assert [turn for _, turn, _ in tools(beside_all_agents(input={"k": 2}))] == [1, None]
    assert [turn for _, turn, _ in tools(beside_all_agents())] == [1, None]


def test_a_tool_beside_all_agents_answers_no_call_that_has_its_step():
    found = run(
        (span("ada", 0, 40), box("ada")),
        (span("m1", 1, 10, parent="ada"), model(ONE)),
        (span("own", 11, 12, parent="ada"), tool("f", call_id="u1", input={"k": 1})),
        (span("other", 50, 60), tool("f", input={"k": 1})),
    )
    assert [one.turn for one in found.steps] == [1, 1, None]


def test_a_tool_in_the_lane_of_an_agent_that_spoke_answers_no_call_of_another_one():
    own = (span("m0", 3, 4, parent="flow"), model(said="I am flow."))
    assert [turn for _, turn, _ in tools(beside_all_agents(own, input={"k": 1}))] == [2, None]


def test_an_agent_that_asked_under_an_id_itself_hears_nothing_of_another_agents_call_under_it():
    same = ("f", {"k": 1}, "call_1")
    history = (asked(same), result("grace's", "call_1"))
    found = run(
        (span("ada", 0, 20), box("ada")),
        (span("m1", 1, 10, parent="ada"), model(same)),
        (span("grace", 21, 60), box("grace")),
        (span("m2", 22, 30, parent="grace"), model(same)),
        (span("m3", 31, 40, parent="grace"), model(given=history)),
        (span("m4", 41, 50, parent="grace"), model(given=history)),
    )
    assert [(one.agent, one.output) for one in found.steps if one.rebuilt] == [("grace", "grace's")]


def test_a_tool_that_tells_neither_id_nor_arguments_stays_where_it_hangs():
    found = run(
        (span("flow", 0, 99), box("flow")),
        (span("boss", 0, 50, parent="flow"), box("boss")),
        (span("m1", 1, 10, parent="boss"), model(("f", {}, None))),
        (span("m2", 30, 40, parent="boss"), model(said="Done.")),
        (span("t", 21, 50.5, parent="flow"), tool("f")),
    )
    assert [one.span_ids[0] for one in found.steps] == ["m1", "m2", "t"]
