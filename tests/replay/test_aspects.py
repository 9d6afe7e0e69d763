"""Each aspect of two steps as a pair of values."""

import pytest
from runs_at_hand import ANSWER, ASK, CALL, FOUND, model, tool

from app.domain.message import Media, Message, Reasoning, Text, ToolCall, ToolDefinition, ToolResult
from app.domain.step import StateChange
from app.replay.aspects import aspect_values, context_between, message_value
from app.replay.context_diff import MessagePool
from app.replay.message_text import readable

SEARCH = ToolDefinition("search", "Finds orders.", {"type": "object"})


def pool(*messages, tools=()):
    return MessagePool(messages={item.hash: item for item in messages}, tools={item.hash: item for item in tools})


def said(*parts):
    return Message("assistant", parts)


@pytest.mark.parametrize(
    ("aspect", "one", "other", "values"),
    [
        ("arguments", {"input": {"id": 1}}, {"input": {"id": 2}}, ({"id": 1}, {"id": 2})),
        ("result", {"output": "thirty"}, {"output": []}, ("thirty", [])),
        ("error", {"error": "late"}, {}, ("late", "")),
        (
            "state",
            {"state": (StateChange(key="paid", before=None, after=1),)},
            {},
            ({"paid": {"before": None, "after": 1}}, {}),
        ),
    ],
)
def test_what_a_tool_was_asked_and_brought_back(aspect, one, other, values):
    assert aspect_values(tool(1, **one), tool(1, **other), aspect, pool()) == values


def test_what_a_model_was_offered():
    one, other = model(1, [ASK], [ANSWER], tools=[SEARCH], parameters={"seed": 1}), model(1, [ASK], [ANSWER])
    known = pool(ASK, ANSWER, tools=[SEARCH])
    offered = {"search": {"description": "Finds orders.", "schema": {"type": "object"}}}
    assert aspect_values(one, other, "tools", known) == (offered, {})
    assert aspect_values(one, other, "parameters", known) == ({"seed": 1}, {})
    assert aspect_values(tool(1), other, "parameters", known) == ({}, {})


def decisions(one, other):
    return aspect_values(model(1, [], [one]), model(1, [], [other]), "decision", pool(one, other))


def test_a_call_that_both_made_once_is_told_by_its_arguments():
    one = said(Reasoning("Late."), Text("I refund it."), ToolCall("refund", {"amount": 1}, "c1"))
    other = said(Text("I refund it."), ToolCall("refund", {"amount": 2}, "c9"))
    assert decisions(one, other) == (
        {"thought": "Late.", "said": "I refund it.", "calls refund": {"amount": 1}},
        {"said": "I refund it.", "calls refund": {"amount": 2}},
    )


def test_calls_of_one_tool_stand_in_a_list():
    one = said(ToolCall("get", {"id": 1}), ToolCall("get", {"id": 2}))
    assert decisions(one, said(ToolCall("get", {"id": 2}))) == (
        {"calls get": [{"id": 1}, {"id": 2}]},
        {"calls get": [{"id": 2}]},
    )
    assert decisions(one, ANSWER)[1] == {"said": "There is no such order."}


def test_contexts_are_compared_by_what_was_said_and_not_by_the_ids_of_calls():
    again = said(ToolCall("search_orders", {"id": 4711}, "c9"))
    found = Message("tool", (ToolResult([{"id": 4711}], "c9", "search_orders"),))
    diff = context_between(
        model(1, [ASK, CALL, FOUND], []), model(1, [ASK, again, found], []), pool(ASK, CALL, FOUND, again, found)
    )
    assert diff.unchanged == 2
    assert [item.message for item in (*diff.left, *diff.entered)] == [FOUND, found]
    assert context_between(tool(1), tool(1), pool()).unchanged == 0


def test_a_lone_result_is_a_value_and_every_other_message_a_text():
    assert message_value(FOUND) == []
    assert message_value(ASK) == "Where is order 4711?"
    mixed = said(Reasoning("Hm."), ToolCall("get", {"id": 1}), ToolResult({"id": 1}), Media("image/png", "a.png"))
    assert readable(mixed) == 'Hm.\n\ncalls get\n{\n  "id": 1\n}\n\n{\n  "id": 1\n}\n\nimage/png\na.png'
    assert readable(said(Media("image/png", data="AAAA"), Media("image/png"))) == "image/png\nAAAA\n\nimage/png\n"
