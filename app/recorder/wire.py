"""Messages, tools and usage as attributes of OpenTelemetry's GenAI conventions."""

from collections.abc import Mapping
from typing import Any

from app.domain.message import Media, Message, Part, Reasoning, Text, ToolCall, ToolDefinition, ToolResult
from app.domain.step import Usage
from app.recorder.capture import as_attribute
from app.recorder.configuration import AgentOptions
from app.recorder.model import ModelRequest, ModelResponse


def request_attributes(request: ModelRequest, options: AgentOptions) -> dict[str, Any]:
    """What is known when a model is asked."""
    system = [message for message in request.messages if message.role == "system"]
    others = [message for message in request.messages if message.role != "system"]
    instructions = [_part(part) for message in system for part in message.parts]
    return {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": options.provider,
        "gen_ai.request.model": request.model,
        **{f"gen_ai.request.{name}": value for name, value in request.parameters.items()},
        "gen_ai.system_instructions": as_attribute(instructions) if instructions else None,
        "gen_ai.input.messages": as_attribute([_message(message) for message in others]),
        "gen_ai.tool.definitions": as_attribute([_tool(tool) for tool in request.tools]) if request.tools else None,
        "gen_ai.output.type": "text",
    }


def response_attributes(response: ModelResponse, usage: Usage) -> dict[str, Any]:
    """What is known when it has answered."""
    said = {"role": "assistant", "parts": [_part(part) for part in response.parts]}
    return {
        "gen_ai.response.model": response.model,
        "gen_ai.response.id": response.id,
        "gen_ai.response.finish_reasons": [response.finish_reason],
        "gen_ai.output.messages": as_attribute([said | {"finish_reason": response.finish_reason}]),
        "gen_ai.usage.input_tokens": usage.input_tokens,
        "gen_ai.usage.output_tokens": usage.output_tokens,
        "gen_ai.usage.cache_read.input_tokens": usage.cached_tokens,
        "gen_ai.usage.reasoning.output_tokens": usage.reasoning_tokens,
    }


def _message(message: Message) -> dict[str, Any]:
    return {"role": message.role, "parts": [_part(part) for part in message.parts]}


def _part(part: Part) -> Mapping[str, Any]:
    match part:
        case Text(text):
            return {"type": "text", "content": text}
        case Reasoning(text):
            return {"type": "reasoning", "content": text}
        case ToolCall(name, arguments, call_id):
            return {"type": "tool_call", "id": call_id, "name": name, "arguments": arguments}
        case ToolResult(result, call_id, _, _):
            return {"type": "tool_call_response", "id": call_id, "response": result}
        case Media(media_type, reference, _):
            return {"type": "uri", "mime_type": media_type, "uri": reference}


def _tool(tool: ToolDefinition) -> dict[str, Any]:
    return {"type": "function", "name": tool.name, "description": tool.description, "parameters": tool.schema}
