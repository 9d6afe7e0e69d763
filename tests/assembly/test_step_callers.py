"""What a step called is read after it, wherever its span hangs."""

import pytest
from spans_by_hand import asked, box, failed, model, result, run, span, step, tool, user

from app.domain.step import StepKind

ASK = ("ask_helper", {"question": "What is the price?"}, "c1")


def agents(found):
    return [(one.agent, one.kind.value) for one in found.steps]


def boss(*rows, ask=ASK, flow="flow"):
    """A workflow with an agent that asks, waits from 20 to 50, and answers; `rows` hang where they like."""
    return run(
        (span("flow", 0, 100), box()),
        (span("boss", 1, 99, parent=flow), box("boss")),
        (span("m1", 2, 20, parent="boss"), model(ask)),
        *rows,
        (
            span("m2", 51, 98, parent="boss"),
            model(given=(user("x"), asked(ask), result("It is 4.", "c1")), said="4."),
        ),
    )


def helper(parent, name="helper", start=22, end=49, **more):
    return (
        (span(name, start, end, parent=parent), box(name)),
        (span(f"{name}'s", start + 1, end - 1, parent=name), model(said="It is 4.", **more)),
    )


TOOL = (span("t", 21, 50, parent="boss"), tool("ask_helper", call_id="c1"))
CALLED = [("boss", "model"), ("boss", "tool"), ("helper", "model"), ("boss", "model")]


def test_an_agent_beside_its_caller_is_read_after_the_tool_that_was_open_around_it():
    found = boss(TOOL, *helper("flow"))
    assert agents(found) == CALLED
    assert [one.parallel_group for one in found.steps] == [None, None, None, None]


def test_an_agent_whose_parent_is_unknown_is_read_after_the_tool_that_was_open_around_it():
    assert agents(boss(TOOL, *helper(None))) == CALLED


def test_an_agent_beside_the_tool_that_called_it_is_read_after_it():
    assert agents(boss(TOOL, *helper("boss"))) == CALLED


def test_an_agent_within_another_span_beside_its_caller_is_read_after_the_tool():
    task = (span("task", 21, 49.5, parent="flow"), box())
    assert agents(boss(TOOL, task, *helper("task"))) == CALLED


def test_an_agent_that_calls_another_one_beside_it_is_read_around_it():
    found = boss(
        TOOL,
        (span("helper", 22, 49, parent="flow"), box("helper")),
        (span("first", 23, 29, parent="helper"), model(said="I ask the expert.")),
        (span("inner", 30, 45, parent="helper"), tool("ask_expert")),
        *helper("flow", name="expert", start=31, end=44),
        (span("later", 46, 47, parent="helper"), model(said="Four.")),
    )
    assert [agent for agent, _ in agents(found)] == ["boss", "boss", "helper", "helper", "expert", "helper", "boss"]


def test_of_two_tools_that_were_open_the_one_that_names_the_agent_called_it():
    other = (span("o", 21, 60, parent="boss"), tool("ask_other"))
    found = boss(TOOL, other, *helper("flow"), *helper("flow", name="other", start=23, end=48))
    assert [one.name if one.kind == "tool" else one.agent for one in found.steps[1:5]] == [
        "ask_helper",
        "helper",
        "ask_other",
        "other",
    ]


def test_of_two_tools_that_were_open_the_one_that_gave_the_agent_its_words_called_it():
    one = (span("a", 21, 45, parent="boss"), tool("research", input={"q": "prices of tea"}))
    two = (span("b", 21.5, 50, parent="boss"), tool("research", input={"q": "weather in Rome"}))
    found = boss(one, two, *helper("flow", end=44, given=(user("Find: prices of tea"),)))
    assert [one.span_ids[0] for one in found.steps if one.span_ids] == ["m1", "a", "helper's", "b", "m2"]


def test_an_agent_that_was_called_without_a_span_is_read_after_the_call():
    found = boss(*helper("flow"))
    assert agents(found) == CALLED
    assert found.steps[1].rebuilt


def test_an_agent_that_was_called_without_a_span_is_read_after_what_was_done_before():
    two = (span("m0", 1, 2, parent="boss"), model(("lookup", {}, "c0"), ASK))
    lookup = (span("t", 3, 4, parent="boss"), tool("lookup", call_id="c0"))
    found = run(
        (span("boss", 0, 99), box("boss")),
        two,
        lookup,
        *helper(None),
        (span("m2", 60, 70, parent="boss"), model(given=(asked(ASK), result("It is 4.", "c1")))),
    )
    assert [one.name for one in found.steps] == ["gpt-4o-mini", "ask_helper", "lookup", "gpt-4o-mini", "gpt-4o-mini"]
    assert [one.agent for one in found.steps] == ["boss", "boss", "boss", "helper", "boss"]


def test_an_agent_whose_caller_had_all_that_it_asked_for_was_called_by_nobody_known():
    lookup = (span("t", 20.5, 21, parent="boss"), tool("ask_helper", call_id="c1"))
    assert [agent for agent, _ in agents(boss(lookup, *helper("flow")))] == ["boss", "boss", "boss", "helper"]


def test_an_agent_that_ran_while_another_one_worked_on_keeps_to_itself():
    lookup = (span("t", 25, 30, parent="boss"), tool("lookup"))
    assert agents(boss(lookup, *helper("flow"))) == [
        ("boss", "model"),
        ("boss", "tool"),
        ("boss", "tool"),
        ("boss", "model"),
        ("helper", "model"),
    ]


def test_an_agent_that_outlived_a_tool_was_not_called_by_it():
    short = (span("t", 21, 40, parent="boss"), tool("ask_helper", call_id="c1"))
    assert agents(boss(short, *helper("flow", end=60))) == [
        ("boss", "model"),
        ("boss", "tool"),
        ("boss", "model"),
        ("helper", "model"),
    ]


def test_a_tool_that_holds_an_agent_has_called_no_other_one():
    found = boss(TOOL, *helper("t"), *helper("flow", name="other", start=24, end=47))
    assert [agent for agent, _ in agents(found)] == ["boss", "boss", "helper", "boss", "other"]


def test_parallel_tools_stay_in_order_of_completion_though_one_of_them_is_an_agent():
    found = run(
        (span("slow", 0, 50), box()),
        (span("plain", 1, 49, parent="slow"), tool("plain")),
        (span("quick", 2, 40), box()),
        (span("agent tool", 3, 39, parent="quick"), tool("agent tool")),
        *helper("agent tool", start=4, end=38),
    )
    assert [one.name for one in found.steps] == ["agent tool", "gpt-4o-mini", "plain"]


def test_a_tool_beside_the_agent_that_asked_for_it_is_read_after_the_model_that_did():
    beside = (span("t", 21, 50, parent="flow"), tool("ask_helper", call_id="c1"))
    found = boss(beside)
    assert [one.kind.value for one in found.steps] == ["model", "tool", "model"]
    assert found.steps[1].turn == 1


def test_a_tool_whose_clock_ran_behind_is_read_after_the_model_that_asked_for_it():
    chain = (span("tools", 0, 8), box())
    early = (span("t", 1, 7, parent="tools"), tool("ask_helper", call_id="c1"))
    found = boss(chain, early)
    assert [one.kind.value for one in found.steps] == ["model", "tool", "model"]


def test_a_chain_that_failed_and_lost_its_tools_to_the_models_that_asked_is_shown_after_them():
    rows = (
        (span("tools", 0, 8), failed(box(), "boom")),
        (span("a", 1, 3, parent="tools"), tool("f", call_id="c1")),
        (span("b", 4, 7, parent="tools"), tool("f", call_id="c2")),
        (span("m", 20, 30), model(("f", {}, "c1"), ("f", {}, "c2"))),
    )
    assert [one.span_ids[0] for one in run(*rows).steps] == ["m", "a", "b", "tools"]


def test_a_tool_around_the_model_that_asked_for_it_stays_before_it():
    found = run((span("t", 0, 50), tool("ask_helper", call_id="c1")), (span("m", 1, 9, parent="t"), model(ASK)))
    assert [one.kind.value for one in found.steps] == ["tool", "model"]


def test_tools_that_each_hold_the_model_which_asked_for_the_other_make_no_ring():
    found = run(
        (span("a", 0, 9), tool("f", call_id="c1")),
        (span("am", 1, 8, parent="a"), model(("g", {}, "c2"))),
        (span("b", 10, 19), tool("g", call_id="c2")),
        (span("bm", 11, 18, parent="b"), model(("f", {}, "c1"))),
    )
    assert [one.span_ids[0] for one in found.steps] == ["b", "bm", "a", "am"]


def test_a_tool_under_an_id_that_two_models_use_stays_where_it_hangs():
    beside = (span("t", 60, 70, parent="flow"), tool("ask_helper", call_id="c1"))
    again = (span("m3", 30, 40, parent="boss"), model(ASK))
    assert [one.span_ids[0] for one in boss(again, beside).steps if one.span_ids] == ["m1", "m3", "m2", "t"]


def test_a_container_reaches_as_far_as_what_it_called():
    found = boss(TOOL, *helper("flow"))
    assert [(one.id, one.parent, one.first, one.last) for one in found.containers] == [
        ("flow", None, 1, 4),
        ("boss", "flow", 1, 4),
        ("helper", "flow", 3, 3),
    ]


def test_agents_that_hold_each_other_in_time_make_no_ring():
    found = run(
        (span("a", 0, 10), box("ada")),
        (span("am", 0, 10, parent="a"), model(said="a")),
        (span("at", 0, 10, parent="a"), tool("grace")),
        (span("b", 0, 10), box("grace")),
        (span("bm", 0, 10, parent="b"), model(said="b")),
        (span("bt", 0, 10, parent="b"), tool("ada")),
        (span("h", 0, 10), step(StepKind.HANDOFF, name="ada")),
    )
    assert sorted(one.span_ids[0] for one in found.steps) == ["am", "at", "bm", "bt", "h"]


def test_a_tool_that_is_alone_in_a_chain_moves_with_it_behind_the_model_that_asked():
    found = run(
        (span("flow", 0, 100), box()),
        (span("chain", 1, 5, parent="flow"), box()),
        (span("t", 2, 4, parent="chain"), tool("lookup", call_id="c1")),
        (span("m", 10, 20, parent="flow"), model(("lookup", {}, "c1"))),
    )
    assert [one.kind for one in found.steps] == ["model", "tool"]


def nest(levels, parent):
    """Chains in one another, and the name of the innermost."""
    names = [f"chain-{level}" for level in range(levels)]
    outer = [parent, *names[:-1]]
    return [(span(own, 1, 21, parent=above), box()) for own, above in zip(names, outer, strict=True)], names[-1]


def test_a_tool_stays_before_a_model_that_lies_too_deep_to_tell_whether_the_tool_holds_it():
    chains, innermost = nest(45, "flow")
    found = run(
        (span("flow", 0, 100), box()),
        (span("t", 0.5, 0.9, parent="flow"), tool("lookup", call_id="c1")),
        *chains,
        (span("m", 2, 20, parent=innermost), model(("lookup", {}, "c1"))),
    )
    assert [one.kind for one in found.steps] == ["tool", "model"]


@pytest.mark.parametrize("levels", [1, 45])
def test_an_agent_was_called_by_nobody_known_where_nothing_follows_the_model_or_it_lies_too_deep(levels):
    chains, innermost = nest(levels, "flow")
    found = run(
        (span("flow", 0, 100), box()),
        *chains,
        (span("m", 2, 4, parent=innermost), model(ASK)),
        *helper("flow", start=5, end=20),
    )
    assert [one.agent for one in found.steps] == [None, "helper"]


def test_what_moves_with_the_tool_that_holds_it_is_followed_for_three_rounds():
    def holding(number, at):
        asks = model((f"t{number + 1}", {}, f"c{number + 1}"))
        return (
            (span(f"t{number}", at, at + 1, parent="flow"), tool(f"t{number}", call_id=f"c{number}")),
            (span(f"m{number}", at + 0.2, at + 0.8, parent=f"t{number}"), asks),
        )

    rows = [row for number in range(4) for row in holding(number, 10 * number + 1)]
    found = run(
        (span("flow", 0, 100), box()),
        *rows,
        (span("t4", 41, 42, parent="flow"), tool("t4", call_id="c4")),
        (span("m", 50, 60, parent="flow"), model(("t0", {}, "c0"))),
    )
    order = [one.span_ids[0] for one in found.steps]
    assert order == ["t3", "m3", "t4", "m", "t0", "m0", "t1", "m1", "t2", "m2"]


def test_a_container_whose_tools_are_all_read_elsewhere_still_shows_that_it_failed():
    found = run(
        (span("graph", 0, 900), box()),
        (span("tools", 1, 800, parent="graph"), failed(box(), "node limit reached")),
        (span("t1", 210, 300, parent="tools"), tool("f", call_id="c1")),
        (span("t2", 410, 500, parent="tools"), tool("f", call_id="c2")),
        (span("m1", 101, 200, parent="graph"), model(("f", {"k": 1}, "c1"))),
        (span("m2", 301, 400, parent="graph"), model(("f", {"k": 2}, "c2"))),
    )
    assert [(one.name, one.error) for one in found.steps] == [
        ("gpt-4o-mini", None),
        ("f", None),
        ("gpt-4o-mini", None),
        ("f", None),
        ("tools", "node limit reached"),
    ]
