"""GenAI content in span events, one a message, and in events that hold all of it."""

import json

import pytest
from span_tree import model_told, span, steps_of, thrown, told

DETAILS = "gen_ai.client.inference.operation.details"


def chat(*events, **more):
    return span(
        "chat", {"gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-4o-mini"}, events=events, **more
    )


def said(role, *blocks):
    return (f"gen_ai.{role}.message", {"content": json.dumps(list(blocks))})


def chose(*blocks, reason="tool_use"):
    return ("gen_ai.choice", {"message": json.dumps(list(blocks)), "finish_reason": reason})


USE = {"toolUse": {"toolUseId": "call_1", "name": "lookup_order", "input": {"order_id": "A-1042"}}}


def test_events_hold_messages_of_bedrocks_blocks():
    result = {
        "toolResult": {"toolUseId": "call_1", "status": "success", "content": [{"text": '{"status": "delivered"}'}]}
    }
    first = chat(
        said("system", {"text": "Be kind."}),
        said("user", {"text": "Where is A-1042?"}),
        chose({"text": "A moment."}, USE),
    )
    second = chat(
        said("user", {"text": "Where is A-1042?"}),
        said("assistant", {"text": "A moment."}, USE),
        said("tool", result),
        chose({"text": "Delivered."}, reason="end_turn"),
    )
    one, rebuilt, two = steps_of(span("loop", {"gen_ai.operation.name": "execute_event_loop_cycle"}, first, second))
    assert model_told(one)[3] == {
        "read": "Where is A-1042?",
        "said": "A moment.",
        "calls": [("lookup_order", {"order_id": "A-1042"})],
    }
    assert [message["role"] for message in one["input"]] == ["system", "user"]
    assert told(rebuilt)[3] == {"input": {"order_id": "A-1042"}, "output": {"status": "delivered"}}
    assert [message["role"] for message in two["input"]] == ["user", "assistant", "tool"]
    assert model_told(two)[3] == {"read": {"status": "delivered"}, "said": "Delivered."}


def test_a_tools_events_hold_its_arguments_and_its_result():
    events = (
        ("gen_ai.tool.message", {"role": "tool", "content": '{"order_id": "A-1042"}', "id": "call_1"}),
        ("gen_ai.choice", {"message": '[{"text": "{\\"status\\": \\"delivered\\"}"}]', "id": "call_1"}),
    )
    tool = span(
        "execute_tool lookup_order",
        {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "lookup_order"},
        events=events,
    )
    (step,) = steps_of(tool)
    assert told(step) == (
        "tool",
        "lookup_order",
        None,
        {"input": {"order_id": "A-1042"}, "output": {"status": "delivered"}},
    )


def test_the_whole_of_a_calls_content_stands_in_one_event():
    body = {
        "gen_ai.system_instructions": json.dumps([{"type": "text", "content": "Be kind."}]),
        "gen_ai.input.messages": json.dumps([{"role": "user", "parts": [{"type": "text", "content": "Hello?"}]}]),
        "gen_ai.output.messages": json.dumps(
            [{"role": "assistant", "parts": [{"type": "text", "content": "Hello."}]}]
        ),
    }
    apart = chat(*((DETAILS, {key: value}) for key, value in body.items()))
    together = chat((DETAILS, body))
    for step in steps_of(span("support-run", {}, apart, together)):
        assert model_told(step)[3] == {"read": "Hello?", "said": "Hello."}
        assert step["input"][0]["role"] == "system"


def test_azure_puts_the_content_of_a_message_into_one_attribute():
    asked = ("gen_ai.user.message", {"gen_ai.event.content": json.dumps({"content": "Hello?", "role": "user"})})
    answered = (
        "gen_ai.choice",
        {"gen_ai.event.content": json.dumps({"message": {"content": "Hello."}, "finish_reason": "stop"})},
    )
    (step,) = steps_of(chat(asked, answered))
    assert model_told(step)[3] == {"read": "Hello?", "said": "Hello."}


def test_the_convention_before_had_one_event_for_the_prompt_and_one_for_the_completion():
    prompt = ("gen_ai.content.prompt", {"gen_ai.prompt": json.dumps([{"role": "user", "content": "Hello?"}])})
    completion = (
        "gen_ai.content.completion",
        {"gen_ai.completion": json.dumps([{"role": "assistant", "content": "Hello."}])},
    )
    (step,) = steps_of(chat(prompt, completion))
    assert model_told(step)[3] == {"read": "Hello?", "said": "Hello."}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("user: Hello?", [("user", "Hello?")]),
        (
            "system: Be kind.\nuser: Hello?\nAre you there?\nassistant: Yes.\nuser: Good.",
            [("system", "Be kind."), ("user", "Hello?\nAre you there?"), ("assistant", "Yes."), ("user", "Good.")],
        ),
        ("Human: Hello?\nAI: Yes.\nHuman: Good.", [("user", "Hello?"), ("assistant", "Yes."), ("user", "Good.")]),
        ("Translate:\nuser: Hello?", [("user", "Translate:\nuser: Hello?")]),
        ("username: ada", [("user", "username: ada")]),
    ],
    ids=["one turn", "turns of several lines", "other speakers", "speakers in a text", "another word"],
)
def test_a_conversation_that_was_joined_to_one_text_is_taken_apart(written, read):
    (step,) = steps_of(chat(("gen_ai.content.prompt", {"gen_ai.prompt": written})))
    assert [(message["role"], message["parts"][0]["text"]) for message in step["input"]] == read


def test_an_exception_beside_the_messages_is_the_error():
    (step,) = steps_of(
        chat(said("user", {"text": "Hello?"}), thrown("TimeoutError", "no answer within 60 s"), error="boom")
    )
    assert (step["status"], step["error"]) == ("error", "TimeoutError: no answer within 60 s")


def test_a_conversation_may_begin_in_its_middle_where_the_sdk_dropped_the_oldest_events():
    (step,) = steps_of(chat(said("assistant", {"text": "A moment."}, USE), chose({"text": "Delivered."})))
    assert model_told(step)[3] == {"read": "A moment.", "said": "Delivered."}
