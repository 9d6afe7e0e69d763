"""A step in a few words: what a model said or called, what a tool was asked."""

from hypothesis import given
from hypothesis import strategies as st
from runs_at_hand import ANSWER, CALL, model, run, tool

from app.domain.message import Message, Reasoning, Text, ToolCall
from app.replay.gist import MOST, gist

JSONS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=4),
)


def of_model(*parts):
    said = Message("assistant", parts)
    step = model(1, [], [said])
    return gist(step, run(step, messages=(said,)))


def of_tool(value, output=None):
    step = tool(1, input=value, output=output)
    return gist(step, run(step))


def test_a_model_step_is_told_by_its_first_words():
    step = model(1, [], [ANSWER])
    assert gist(step, run(step)) == "There is no such order."


def test_a_model_that_says_nothing_is_told_by_what_it_calls_each_name_once():
    step = model(1, [], [CALL])
    assert gist(step, run(step)) == "calls search_orders"
    calls = (ToolCall("look", {"id": 1}, "a"), ToolCall("look", {"id": 2}, "b"), ToolCall("pay", {}, "c"))
    assert of_model(Text(" \n"), *calls) == "calls look, pay"


def test_what_a_model_says_goes_before_what_it_calls():
    assert of_model(Text("Let me look."), ToolCall("look", {}, "a")) == "Let me look."


def test_marks_of_markdown_and_line_ends_are_left_out():
    assert of_model(Text("## Summary\n\n**Case** `TA-1`,\n  a # b")) == "Summary Case TA-1, a # b"


def test_a_model_that_only_thought_or_whose_words_are_lost_has_no_gist():
    assert of_model(Reasoning("hm")) == ""
    step = model(1, [], [ANSWER])
    assert gist(step, run(step, messages=())) == ""


def test_a_tool_is_told_by_its_short_arguments():
    assert (
        of_tool({"order": "DE-1", "amount": 12.5, "dry": True, "to": {"city": "Hull"}, "note": None}) == "DE-1, 12.5"
    )


def test_a_query_tells_enough_without_its_filters():
    assert of_tool({"region": "DE", "Query": "late returns", "top": 4}) == "late returns"


def test_a_list_is_told_by_its_first_item_and_a_text_by_itself():
    assert of_tool([{"fact": "likes tents"}, {"fact": "likes boats"}]) == "likes tents"
    assert of_tool("select 1") == "select 1"
    assert of_tool(7) == "7"


def test_a_tool_without_arguments_has_no_gist_whatever_it_gave_back():
    assert of_tool(None, output="sealed") == of_tool({}, output="sealed") == of_tool([], output="sealed") == ""


def test_a_long_gist_is_cut():
    assert of_tool("x" * 60) == "x" * 60
    assert of_tool("x" * 61) == "x" * 59 + "…"
    assert of_tool("x" * 58 + ", and more") == "x" * 58 + "…"


@given(JSONS)
def test_a_gist_is_one_short_line_for_any_arguments(value):
    found = of_tool(value, output="sealed words")
    assert len(found) <= MOST
    assert found == " ".join(found.split())
    assert "sealed words" not in found


@given(st.text())
def test_a_gist_is_one_short_line_for_anything_a_model_says(text):
    found = of_model(Text(text))
    assert len(found) <= MOST
    assert found == " ".join(found.split())
