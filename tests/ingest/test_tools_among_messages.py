"""Lists of messages that hold definitions of tools, or name a tool as the speaker of its result."""

import json

import pytest
from span_tree import span, steps_of

from app.domain.message import Message, Text, ToolCall, ToolDefinition, ToolResult
from app.ingest.messages import messages_of
from app.ingest.request import offered

ASKED = {"role": "user", "content": "Weather in Bern?"}
USER = Message("user", (Text("Weather in Bern?"),))
SCHEMA = {"type": "object", "properties": {"q": {"type": "string"}}}
DEFINED = {"type": "function", "function": {"name": "search", "description": "Search.", "parameters": SCHEMA}}


def call(call_id, name="get_weather"):
    return {
        "role": "assistant",
        "content": "",
        "tool_calls": [{"id": call_id, "name": name, "args": {"city": "Bern"}}],
    }


@pytest.mark.parametrize(
    "item",
    [
        {"role": "tool", "content": DEFINED},
        {"role": "tool", "content": json.dumps(DEFINED)},
        {"role": "tool", "content": [DEFINED]},
        {"role": "tool", "content": {"name": "search", "description": "Search.", "input_schema": SCHEMA}},
        DEFINED,
        {"type": "function", "name": "search", "description": "Search.", "parameters": SCHEMA},
    ],
)
def test_a_definition_among_messages_is_a_tool_on_offer_and_no_message(item):
    assert messages_of([ASKED, item]) == (USER,)
    assert offered([ASKED, item]) == (ToolDefinition("search", "Search.", SCHEMA),)
    assert offered({"messages": [ASKED, item]}) == (ToolDefinition("search", "Search.", SCHEMA),)


@pytest.mark.parametrize("known", [{"tool_call_id": "c1"}, {"name": "describe_tool"}])
def test_a_result_that_looks_like_a_definition_is_a_result(known):
    _, result = messages_of([ASKED, {"role": "tool", "content": DEFINED, **known}])
    assert [part.result for part in result.parts] == [DEFINED]
    assert offered([ASKED, {"role": "tool", "content": DEFINED, **known}]) == ()


def test_a_role_that_is_the_name_of_a_called_tool_is_its_result():
    found = messages_of([ASKED, call("c1"), {"role": "get_weather", "content": "Sunny!", "additional_kwargs": {}}])
    assert found[2] == Message("tool", (ToolResult("Sunny!", "c1", "get_weather"),))


def test_two_calls_of_one_tool_are_answered_in_their_order():
    answers = [{"role": "get_weather", "content": '{"sky": "blue"}'}, {"role": "get_weather", "content": "Rain."}]
    found = messages_of([ASKED, call("c1"), call("c2"), *answers])
    assert [message.parts[0] for message in found[3:]] == [
        ToolResult({"sky": "blue"}, "c1", "get_weather"),
        ToolResult("Rain.", "c2", "get_weather"),
    ]


def test_a_role_that_nobody_called_is_a_speaker_of_the_default_role():
    found = messages_of([call("c1"), {"role": "planner", "content": "Go on."}])
    assert found == (
        Message("assistant", (ToolCall("get_weather", {"city": "Bern"}, "c1"),)),
        Message("user", (Text("Go on."),)),
    )


def test_a_tool_without_a_span_of_its_own_is_rebuilt_from_a_result_in_its_name():
    def generation(asked, said):
        known = {"langfuse.observation.type": "generation", "langfuse.observation.model.name": "gpt-4o"}
        return known | {
            "langfuse.observation.input": json.dumps(asked),
            "langfuse.observation.output": json.dumps(said),
        }

    told = [ASKED, call("c1"), {"role": "get_weather", "content": "Sunny!"}]
    first = span("ChatOpenAI", generation([ASKED], call("c1")))
    second = span("ChatOpenAI", generation(told, {"role": "assistant", "content": "Sunny."}))
    steps = steps_of(span("LangGraph", {"langfuse.observation.type": "span"}, first, second))
    assert [(step["kind"], step["name"]) for step in steps] == [
        ("model", "gpt-4o"),
        ("tool", "get_weather"),
        ("model", "gpt-4o"),
    ]
    assert (steps[1]["input"], steps[1]["output"]) == ({"city": "Bern"}, "Sunny!")


def test_a_spread_message_in_a_tools_name_is_its_result_too():
    call_of = "llm.input_messages.0.message.tool_calls.0.tool_call"
    spread = {
        "openinference.span.kind": "LLM",
        "llm.input_messages.0.message.role": "assistant",
        f"{call_of}.id": "c1",
        f"{call_of}.function.name": "get_weather",
        f"{call_of}.function.arguments": '{"city": "Bern"}',
        "llm.input_messages.1.message.role": "get_weather",
        "llm.input_messages.1.message.content": "Sunny!",
        "llm.output_messages.0.message.content": "Sunny.",
    }
    (step,) = steps_of(span("ChatOpenAI", spread))
    assert step["input"][1] == {
        "role": "tool",
        "parts": [{"type": "tool_result", "id": "c1", "name": "get_weather", "result": "Sunny!"}],
    }
