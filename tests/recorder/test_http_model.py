import pytest

from app.domain.errors import ScenarioRejected
from app.domain.message import Message, Reasoning, Text, ToolCall, ToolDefinition, ToolResult
from app.domain.step import Usage
from app.recorder.http_model import HttpModel
from app.recorder.model import ModelRefused, ModelRequest

REQUEST = ModelRequest(
    model="gpt-4.1",
    messages=(
        Message("system", (Text("Be brief."),)),
        Message("user", (Text("Where is A-1?"),)),
        Message("assistant", (Text("One moment."), ToolCall("get_order", {"id": "A-1"}, "c1"))),
        Message("tool", (ToolResult({"status": "shipped"}, "c1"),)),
    ),
    tools=(ToolDefinition("get_order", "An order.", {"type": "object"}),),
    parameters={"temperature": 0},
)
ANSWER = {
    "id": "chatcmpl-1",
    "model": "local-7b",
    "choices": [{"finish_reason": "stop", "message": {"role": "assistant", "content": "It is on its way."}}],
    "usage": {"prompt_tokens": 40, "completion_tokens": 6, "prompt_tokens_details": {"cached_tokens": 16}},
}


def complete(server, request=REQUEST, key="k-1"):
    with HttpModel(
        url=f"http://127.0.0.1:{server.server_port}/v1/", model="local-7b", key=key, pause=server.paused.append
    ) as model:
        return model.complete(request, agent="clerk")


def test_a_request_goes_out_as_a_chat_completion(endpoint):
    complete(endpoint)
    ((path, authorization, body),) = endpoint.asked
    assert (path, authorization) == ("/v1/chat/completions", "Bearer k-1")
    assert body == {
        "model": "local-7b",
        "temperature": 0,
        "messages": [
            {"role": "system", "content": "Be brief."},
            {"role": "user", "content": "Where is A-1?"},
            {
                "role": "assistant",
                "content": "One moment.",
                "tool_calls": [
                    {"id": "c1", "type": "function", "function": {"name": "get_order", "arguments": '{"id":"A-1"}'}}
                ],
            },
            {"role": "tool", "tool_call_id": "c1", "content": '{"status":"shipped"}'},
        ],
        "tools": [
            {
                "type": "function",
                "function": {"name": "get_order", "description": "An order.", "parameters": {"type": "object"}},
            }
        ],
    }


def test_the_answer_is_read_with_its_tokens(endpoint):
    endpoint.answer = (200, {}, ANSWER)
    response = complete(endpoint)
    assert response.parts == (Text("It is on its way."),)
    assert (response.model, response.id, response.finish_reason) == ("local-7b", "chatcmpl-1", "stop")
    assert response.usage == Usage(input_tokens=40, output_tokens=6, cached_tokens=16)


def test_calls_and_reasoning_are_read_and_broken_arguments_kept_as_text(endpoint):
    calls = [
        {"id": "c2", "function": {"name": "refund", "arguments": '{"id": "A-1"}'}},
        {"id": "c3", "function": {"name": "refund", "arguments": '{"id": '}},
    ]
    message = {"content": None, "reasoning_content": "Refund it.", "tool_calls": calls}
    endpoint.answer = (200, {}, {"choices": [{"finish_reason": "tool_calls", "message": message}]})
    response = complete(endpoint, ModelRequest(model="gpt-4.1", messages=REQUEST.messages), key=None)
    assert response.parts == (
        Reasoning("Refund it."),
        ToolCall("refund", {"id": "A-1"}, "c2"),
        ToolCall("refund", '{"id": ', "c3"),
    )
    assert (response.model, response.usage) == ("local-7b", None)
    ((_, authorization, body),) = endpoint.asked
    assert authorization is None
    assert "tools" not in body


def test_a_busy_endpoint_is_waited_for_and_refuses(endpoint):
    endpoint.answer = (429, {"retry-after": "3"}, {"error": {"message": "slow down"}})
    with pytest.raises(ModelRefused, match="slow down") as refusal:
        complete(endpoint)
    assert refusal.value.status == 429
    assert endpoint.paused == [3.0]


def test_an_endpoint_that_says_no_is_quoted(endpoint):
    endpoint.answer = (401, {}, {"error": "no such key"})
    with pytest.raises(ScenarioRejected, match=r"/v1/chat/completions answered 401: .*no such key"):
        complete(endpoint)


def test_an_answer_that_is_no_completion_is_quoted(endpoint):
    endpoint.answer = (200, {}, b"<html>")
    with pytest.raises(ScenarioRejected, match=r"answered with no chat completion: '<html>'"):
        complete(endpoint)


def test_an_endpoint_that_is_not_there_is_named():
    with (
        HttpModel(url="http://127.0.0.1:9/v1", model="local-7b", key=None, pause=lambda _: None) as model,
        pytest.raises(
            ScenarioRejected,
            match=r"MISSTEP_MODEL_URL: http://127\.0\.0\.1:9/v1/chat/completions cannot be reached for clerk",
        ),
    ):
        model.complete(REQUEST, agent="clerk")
