"""Requests and replies of APIs whose words stand under keys of their own, and no messages around them."""

import json

import pytest
from span_tree import span, steps_of

from app.domain.message import Message, Reasoning, Text, ToolCall
from app.ingest.messages import messages_of
from app.ingest.reply import reply_of

MODEL = {"openinference.span.kind": "LLM", "llm.model_name": "any"}
SKY = [("user", "The sky is")]


def call(request, reply):
    sides = {"input.value": json.dumps(request), "output.value": json.dumps(reply)}
    (step,) = steps_of(span("invoke_model", MODEL | sides))
    return said(step["input"]), said(step["output"])


def said(messages):
    return [(message["role"], part["text"]) for message in messages for part in message["parts"]]


@pytest.mark.parametrize(
    "reply",
    [
        {"generation": "blue", "prompt_token_count": 3, "generation_token_count": 1, "stop_reason": "stop"},
        {"results": [{"outputText": "blue", "tokenCount": 1, "completionReason": "FINISH"}]},
        {"outputs": [{"text": "blue", "stop_reason": "stop"}]},
        {"completions": [{"data": {"text": "blue"}, "finishReason": {"reason": "endoftext"}}]},
        {"generations": [{"id": "g1", "text": "blue", "finish_reason": "COMPLETE"}]},
        {"completion": "blue", "stop_reason": "stop_sequence"},
        {"text": "blue", "generation_id": "g1", "finish_reason": "COMPLETE"},
        {"model": "llama3", "response": "blue", "done": True, "context": [1, 2]},
        [{"generated_text": "blue"}],
        {"id": "r1", "output_text": "blue", "output": [], "status": "completed"},
        {"output": {"text": "blue", "finish_reason": "stop"}, "request_id": "q1"},
        {"output": {"choices": [{"message": {"role": "assistant", "content": "blue"}}]}, "request_id": "q1"},
        {
            "data": [
                {"role": "assistant", "content": [{"type": "text", "text": {"value": "blue", "annotations": []}}]}
            ]
        },
    ],
)
def test_a_reply_that_is_a_text_and_figures_says_the_text(reply):
    assert call({"prompt": "The sky is", "max_tokens": 5}, reply) == (SKY, [("assistant", "blue")])


def test_an_object_that_a_model_was_asked_to_write_is_what_it_said():
    for spoken in ({"response": "blue", "mood": 1}, {"text": "blue"}, {"results": [{"text": "blue"}]}):
        assert call({"prompt": "Q", "max_tokens": 5}, {"choices": [{"text": json.dumps(spoken)}]})[1] == [
            ("assistant", json.dumps(spoken))
        ]
    assert messages_of({"response": "blue", "mood": 1}, role="assistant") == (
        Message("assistant", (Text('{"response": "blue", "mood": 1}'),)),
    )


def test_calls_of_rarer_shapes_are_calls():
    custom = {
        "role": "assistant",
        "tool_calls": [{"id": "c1", "type": "custom", "custom": {"name": "f", "input": "x"}}],
    }
    assert messages_of([custom]) == (Message("assistant", (ToolCall("f", "x", "c1"),)),)
    bare = {"content": [{"id": "c1", "name": "f", "arguments": '{"a": 1}'}], "thought": "Hm.", "role": "assistant"}
    assert messages_of([bare]) == (Message("assistant", (Reasoning("Hm."), ToolCall("f", {"a": 1}, "c1"))),)
    for other in ({"id": "p1", "name": "f", "arguments": [{"name": "a"}]}, {"name": "f", "arguments": "none"}):
        assert messages_of([other])[0].calls == ()


def test_a_prompt_that_was_refused_tells_why():
    assert reply_of({"promptFeedback": {"blockReason": "SAFETY"}, "candidates": []}).finish_reason == "SAFETY"


def test_what_stands_beside_the_text_is_not_lost():
    whole = {"role": "assistant", "content": "Yes.", "response": "raw", "finish_reason": "stop"}
    assert messages_of(whole, role="assistant") == (Message("assistant", (Text("Yes."),)),)
    reply = {"response": "blue", "thinking": "Up.", "done": True}
    assert messages_of(reply, role="assistant") == (Message("assistant", (Reasoning("Up."), Text("blue"))),)


@pytest.mark.parametrize(
    ("request_body", "heard"),
    [
        ({"prompt": "The sky is", "max_gen_len": 5}, SKY),
        ({"inputText": "The sky is", "textGenerationConfig": {}}, SKY),
        ({"model": "gemini", "contents": "The sky is", "config": None}, SKY),
        ({"contents": [{"role": "user", "parts": [{"text": "The sky is"}]}]}, SKY),
        (
            {"contents": [{"parts": [{"text": "The sky is"}]}], "systemInstruction": {"parts": [{"text": "Short."}]}},
            [("system", "Short."), *SKY],
        ),
        ({"input": [{"role": "user", "content": "The sky is"}]}, SKY),
        (
            {
                "message": "The sky is",
                "chat_history": [{"role": "USER", "message": "Hi"}, {"role": "CHATBOT", "message": "Yes?"}],
                "preamble": "Short.",
            },
            [("system", "Short."), ("user", "Hi"), ("assistant", "Yes?"), *SKY],
        ),
    ],
)
def test_a_request_without_messages_tells_what_was_asked(request_body, heard):
    assert call(request_body, {"completion": "blue", "stop_reason": "stop"})[0] == heard


@pytest.mark.parametrize("variables", [{"input": "The sky is"}, {"prompt": "The sky is", "topic": "weather"}])
def test_the_variables_of_a_template_are_no_request(variables):
    (step,) = steps_of(span("prompt", MODEL | {"input.value": json.dumps(variables)}))
    assert step["input"] == variables


@pytest.mark.parametrize("role", ["ipython", "observation", "tool_result", "function-response"])
def test_roles_for_what_a_tool_gave_back_are_the_tools(role):
    (message,) = messages_of([{"role": role, "content": "3 degrees"}])
    assert message.role == "tool"
