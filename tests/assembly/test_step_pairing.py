"""Which of several open calls a tool step answers, by the strongest evidence that there is."""

import pytest
from spans_by_hand import asked, model, result, run, span, step, tool, user

from app.domain.message import Message, Text, ToolCall, ToolResult
from app.domain.step import StepKind

ONE = ("f", {"k": 1}, "u1")
TWO = ("f", {"k": 2}, "u2")
TOLD = (asked(ONE), asked(TWO), result("one", "u1"), result("two", "u2"))


def tools(found):
    return [(one.input, one.turn, one.output) for one in found.steps if one.kind == "tool"]


def in_two_turns(*rows):
    return run(
        (span("m1", 0, 10), model(ONE)),
        (span("m2", 11, 20), model(TWO)),
        *rows,
        (span("m3", 61, 70), model(given=TOLD)),
    )


def in_one_turn(*rows, given=TOLD):
    return run((span("m1", 0, 10), model(ONE, TWO)), *rows, (span("m2", 61, 70), model(given=given)))


def test_tools_of_two_turns_answer_the_call_with_their_arguments():
    found = in_two_turns(
        (span("a", 21, 30), tool("f", input={"k": 1})), (span("b", 31, 40), tool("f", input={"k": 2}))
    )
    assert tools(found) == [({"k": 1}, 1, "one"), ({"k": 2}, 2, "two")]


def test_parallel_tools_answer_the_call_with_their_arguments_whichever_is_done_first():
    found = in_one_turn(
        (span("a", 21, 50), tool("f", input={"k": 1})), (span("b", 22, 30), tool("f", input={"k": 2}))
    )
    assert tools(found) == [({"k": 2}, 1, "two"), ({"k": 1}, 1, "one")]


def test_arguments_are_the_same_though_written_otherwise():
    found = in_one_turn(
        (span("a", 21, 30), tool("f", input={"k": "2", "note": None})),
        (span("b", 31, 40), tool("f", input={"k": 1.0})),
    )
    assert [output for _, _, output in tools(found)] == ["two", "one"]


def test_arguments_are_the_same_though_one_side_has_them_as_text():
    found = in_one_turn(
        (span("a", 21, 30), tool("f", input='{"k": 2}')), (span("b", 31, 40), tool("f", input='{"k": 1}'))
    )
    assert [output for _, _, output in tools(found)] == ["two", "one"]


def test_a_text_that_only_begins_like_json_is_compared_as_it_is():
    call = ("f", "{k", "u1")
    found = run(
        (span("m1", 0, 10), model(call, ("f", "{j", "u2"))),
        (span("b", 21, 30), tool("f", input="{j")),
        (span("m2", 61, 70), model(given=(asked(call), result("one", "u1"), result("two", "u2")))),
    )
    assert found.steps[2].output == "two"


def test_what_a_framework_adds_to_the_arguments_does_not_hide_the_call():
    found = in_one_turn(
        (span("a", 21, 30), tool("f", input={"k": 2, "state": {"user": "ada"}})),
        (span("b", 31, 40), tool("f", input={"k": 1, "state": {"user": "ada"}})),
    )
    assert [output for _, _, output in tools(found)] == ["two", "one"]


@pytest.mark.parametrize(
    ("name", "given", "turns"),
    [
        ("search", {"q": "a"}, [1]),
        ("search", {"q": "b"}, [1, None]),
        ("search", None, [1, None]),
        ("research", {"q": "a"}, [1, None]),
        ("arch", {"q": "a"}, [1, None]),
    ],
)
def test_a_tool_answers_a_call_of_its_longer_name_with_its_arguments(name, given, turns):
    call = ("shop__search", {"q": "a"}, "u1")
    found = run(
        (span("m1", 0, 10), model(call)),
        (span("t", 11, 20), tool(name, input=given)),
        (span("m2", 21, 30), model(given=(asked(call), result("found", "u1")))),
    )
    assert [turn for _, turn, _ in tools(found)] == turns


def test_tools_without_arguments_are_told_by_their_results():
    found = in_one_turn((span("a", 21, 30), tool("f", output="two")), (span("b", 31, 40), tool("f", output="one")))
    assert tools(found) == [({"k": 2}, 1, "two"), ({"k": 1}, 1, "one")]


def test_tools_that_tell_nothing_began_in_the_order_of_the_calls():
    found = in_one_turn((span("a", 21, 50), tool("f")), (span("b", 22, 30), tool("f")))
    assert tools(found) == [({"k": 2}, 1, "two"), ({"k": 1}, 1, "one")]


def test_of_tools_that_tell_nothing_and_began_together_nobody_says_which_is_which():
    found = in_one_turn((span("a", 21, 50), tool("f")), (span("b", 21, 30), tool("f")))
    assert tools(found) == [(None, 1, None), (None, 1, None)]


def test_of_one_tool_and_two_calls_that_it_may_answer_nobody_says_which():
    assert tools(in_one_turn((span("a", 21, 30), tool("f"))))[1:] == [(None, 1, None)]


def test_what_one_tool_leaves_in_doubt_is_no_certainty_for_the_next():
    three = (ONE, TWO, ("f", {"k": 1}, "u3"))
    found = run(
        (span("m1", 0, 10), model(*three)),
        (span("a", 21, 30), tool("f")),
        (span("b", 31, 40), tool("f")),
        (span("c", 41, 50), tool("f", input={"k": 1})),
        (span("m2", 61, 70), model(given=(*TOLD, result("three", "u3")))),
    )
    assert tools(found) == [(None, 1, None), (None, 1, None), ({"k": 1}, 1, None)]


def test_tools_that_began_together_and_were_told_the_same_are_no_riddle():
    same = ("f", {"k": 1}, None)
    found = run(
        (span("m1", 0, 10), model(same, same)),
        (span("a", 21, 50), tool("f")),
        (span("b", 21, 30), tool("f")),
        (span("m2", 61, 70), model(given=(asked(same, same), result("one", name="f"), result("one", name="f")))),
    )
    assert tools(found) == [({"k": 1}, 1, "one"), ({"k": 1}, 1, "one")]


def test_a_tool_with_other_arguments_is_not_given_the_result_of_the_call():
    found = run(
        (span("m1", 0, 10), model(ONE)),
        (span("a", 21, 30), tool("f", input={"k": 3})),
        (span("m2", 61, 70), model(given=(asked(ONE), result("one", "u1")))),
    )
    assert tools(found) == [({"k": 3}, 1, None)]


def test_one_tool_answers_the_call_of_the_newest_model():
    again = ("f", {"k": 1}, "u9")
    found = run(
        (span("m1", 0, 10), model(ONE)),
        (span("m2", 11, 20), model(again)),
        (span("a", 21, 30), tool("f", input={"k": 1})),
        (span("m3", 61, 70), model(given=(asked(again), result("late", "u9")))),
    )
    assert tools(found) == [({"k": 1}, 2, "late")]


def test_parallel_calls_under_one_id_have_the_results_in_their_order():
    calls = (("get", {"k": "a"}, "call-get"), ("get", {"k": "b"}, "call-get"))
    given = (user("go"), asked(*calls), result("1", "call-get"), result("2", "call-get"))
    found = run((span("m1", 0, 10), model(*calls)), (span("m2", 21, 30), model(given=given)))
    assert tools(found) == [({"k": "a"}, 1, "1"), ({"k": "b"}, 1, "2")]


def test_spans_of_parallel_calls_under_one_id_are_told_by_their_arguments():
    calls = (("get", {"k": "a"}, "call-get"), ("get", {"k": "b"}, "call-get"))
    given = (asked(*calls), result("1", "call-get"), result("2", "call-get"))
    found = run(
        (span("m1", 0, 10), model(*calls)),
        (span("slow", 11, 20), tool("get", call_id="call-get", input={"k": "a"})),
        (span("quick", 12, 15), tool("get", call_id="call-get", input={"k": "b"})),
        (span("m2", 21, 30), model(given=given)),
    )
    assert tools(found) == [({"k": "b"}, 1, "2"), ({"k": "a"}, 1, "1")]


def test_an_id_used_once_more_has_no_result_before_one_is_told():
    again = ("get", {"k": "b"}, "call-get")
    first = (asked(("get", {"k": "a"}, "call-get")), result("1", "call-get"))
    found = run(
        (span("m1", 0, 10), model(("get", {"k": "a"}, "call-get"))),
        (span("m2", 11, 20), model(again, given=first)),
        (span("m3", 21, 30), model(given=(*first, asked(again)))),
    )
    assert tools(found) == [({"k": "a"}, 1, "1")]


def test_results_under_one_id_within_one_reply_have_their_order():
    said = Message(
        "assistant",
        (
            ToolCall("search", {"q": "x"}, "s"),
            ToolCall("search", {"q": "y"}, "s"),
            ToolResult("of x", "s"),
            ToolResult("of y", "s"),
            Text("Here."),
        ),
    )
    found = run((span("m1", 0, 10), step(StepKind.MODEL, output_messages=(said,))))
    assert tools(found) == [({"q": "x"}, 1, "of x"), ({"q": "y"}, 1, "of y")]


def test_results_without_id_and_name_answer_all_calls_of_the_message_before_them():
    calls = (("f", {"k": 1}, None), ("g", {"k": 2}, None))
    given = (asked(*calls), result("one"), result("two"))
    found = run((span("m1", 0, 10), model(*calls)), (span("m2", 21, 30), model(given=given)))
    assert tools(found) == [({"k": 1}, 1, "one"), ({"k": 2}, 1, "two")]


def test_results_without_id_and_name_after_another_message_answer_none_of_several_calls():
    calls = (("f", {"k": 1}, None), ("g", {"k": 2}, None))
    given = (Message("assistant", (Text("I call f and g."),)), result("of something else"), result("f failed"))
    assert tools(run((span("m1", 0, 10), model(*calls)), (span("m2", 21, 30), model(given=given)))) == []


def test_fewer_named_results_than_calls_of_the_name_are_not_shared_out():
    calls = (("f", {"k": 1}, None), ("f", {"k": 2}, None))
    given = (asked(*calls), result("one of them", name="f"))
    assert tools(run((span("m1", 0, 10), model(*calls)), (span("m2", 21, 30), model(given=given)))) == []


def test_tools_after_a_model_that_stopped_to_call_what_is_not_recorded_are_of_its_turn():
    found = run(
        (span("m1", 0, 10), model(said="Let me look.", finish_reason="tool-calls")),
        (span("t", 11, 20), tool("lookup", call_id="c1")),
        (span("m2", 21, 30), model(said="Done.", finish_reason="stop")),
        (span("unasked", 31, 40), tool("lookup", call_id="c2")),
    )
    assert [one.turn for one in found.steps] == [1, 1, 3, None]
