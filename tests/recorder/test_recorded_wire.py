import json

from app.domain.message import Media, Message, Reasoning, Text, ToolCall, ToolDefinition, ToolResult
from app.domain.step import Usage
from app.recorder.configuration import AgentOptions
from app.recorder.model import ModelRequest, ModelResponse
from app.recorder.wire import request_attributes, response_attributes

OPTIONS = AgentOptions(model="gpt-4.1", provider="openai", prompt="prompts/clerk.md")


def test_a_request_carries_instructions_messages_tools_and_parameters():
    request = ModelRequest(
        model="gpt-4.1",
        messages=(
            Message("system", (Text("Be brief."),)),
            Message("user", (Text("What is this?"), Media("image/png", "https://shop.example/1.png"))),
            Message("assistant", (Reasoning("Look it up."), ToolCall("look", {"n": 1}, "c1"))),
            Message("tool", (ToolResult([1, 2], "c1"),)),
        ),
        tools=(ToolDefinition("look", "Looks.", {"type": "object"}),),
        parameters={"temperature": 0.2},
    )
    attributes = request_attributes(request, OPTIONS)
    assert json.loads(attributes["gen_ai.system_instructions"]) == [{"type": "text", "content": "Be brief."}]
    assert json.loads(attributes["gen_ai.input.messages"]) == [
        {"role": "user", "parts": [{"type": "text", "content": "What is this?"}, {"type": "uri", "mime_type": "image/png", "uri": "https://shop.example/1.png"}]},
        {"role": "assistant", "parts": [{"type": "reasoning", "content": "Look it up."}, {"type": "tool_call", "id": "c1", "name": "look", "arguments": {"n": 1}}]},
        {"role": "tool", "parts": [{"type": "tool_call_response", "id": "c1", "response": [1, 2]}]},
    ]  # fmt: skip
    assert json.loads(attributes["gen_ai.tool.definitions"]) == [
        {"type": "function", "name": "look", "description": "Looks.", "parameters": {"type": "object"}}
    ]
    assert attributes["gen_ai.request.temperature"] == 0.2


def test_a_bare_request_leaves_out_what_it_does_not_have():
    attributes = request_attributes(
        ModelRequest(model="gpt-4.1", messages=(Message("user", (Text("Hello"),)),)), OPTIONS
    )
    assert attributes["gen_ai.system_instructions"] is None
    assert attributes["gen_ai.tool.definitions"] is None


def test_a_response_carries_its_message_its_end_and_its_tokens():
    response = ModelResponse(model="gpt-4.1-2025-04-14", parts=(Text("A lamp."),), finish_reason="stop", id="r1")
    attributes = response_attributes(response, Usage(input_tokens=9, output_tokens=3, cached_tokens=0))
    assert json.loads(attributes["gen_ai.output.messages"]) == [
        {"role": "assistant", "parts": [{"type": "text", "content": "A lamp."}], "finish_reason": "stop"}
    ]
    assert (attributes["gen_ai.usage.input_tokens"], attributes["gen_ai.response.finish_reasons"]) == (9, ["stop"])
