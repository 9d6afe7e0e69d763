"""A real model behind any OpenAI-compatible endpoint."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Self

import httpx

from app.domain.errors import ScenarioRejected
from app.domain.json import JSON, text_of
from app.domain.message import Message, Part, Reasoning, Text, ToolCall, ToolDefinition, ToolResult
from app.domain.scenario import Player
from app.domain.step import Usage
from app.recorder.model import ModelRefused, ModelRequest, ModelResponse

_TIMEOUT_SECONDS = 120.0  # long answers of large models take a minute
_PASSING = (408, 409, 429, 500, 502, 503, 504, 529)


class HttpModel:
    """Posts each request to `<url>/chat/completions`; a context manager, since it holds connections.

    `pause` waits a number of real seconds.
    """

    player: ClassVar = Player.HTTP

    def __init__(self, *, url: str, model: str, key: str | None, pause: Callable[[float], None]) -> None:
        headers = {"authorization": f"Bearer {key}"} if key else {}
        self._url = f"{url.rstrip('/')}/chat/completions"
        self._model = model
        self._client = httpx.Client(headers=headers, timeout=_TIMEOUT_SECONDS)
        self._pause = pause

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def complete(self, request: ModelRequest, *, agent: str) -> ModelResponse:
        """The endpoint's answer. Raises ModelRefused for what may pass, ScenarioRejected for what will not."""
        body = {**request.parameters, "model": self._model, "messages": _messages(request.messages)}
        if request.tools:
            body["tools"] = [_tool(tool) for tool in request.tools]
        try:
            response = self._client.post(self._url, json=body)
        except httpx.TransportError as error:
            raise ScenarioRejected(
                f"MISSTEP_MODEL_URL: {self._url} cannot be reached for {agent}: {error}"
            ) from error
        if response.status_code in _PASSING:
            self._pause(float(response.headers.get("retry-after") or 1))
            raise ModelRefused(response.text[:500], status=response.status_code, kind="APIStatusError")
        if response.is_error:
            raise ScenarioRejected(f"{self._url} answered {response.status_code}: {response.text[:500]}")
        return _response(response, self._model)


def _messages(messages: Sequence[Message]) -> list[dict[str, Any]]:
    return [row for message in messages for row in _rows(message)]


def _rows(message: Message) -> list[dict[str, Any]]:
    results = [part for part in message.parts if isinstance(part, ToolResult)]
    if results:
        return [{"role": "tool", "tool_call_id": part.id, "content": text_of(part.result)} for part in results]
    row: dict[str, Any] = {"role": message.role, "content": message.text or None}
    if message.calls:
        row["tool_calls"] = [_call(call) for call in message.calls]
    return [row]


def _call(call: ToolCall) -> dict[str, Any]:
    return {"id": call.id, "type": "function", "function": {"name": call.name, "arguments": text_of(call.arguments)}}


def _tool(tool: ToolDefinition) -> dict[str, Any]:
    function = {"name": tool.name, "description": tool.description, "parameters": tool.schema}
    return {"type": "function", "function": function}


def _response(response: httpx.Response, asked: str) -> ModelResponse:
    try:
        body = response.json()
        choice = body["choices"][0]
        return ModelResponse(
            model=body.get("model") or asked,
            id=body.get("id"),
            parts=tuple(_parts(choice["message"])),
            finish_reason=choice.get("finish_reason") or "stop",
            usage=_usage(body.get("usage")),
        )
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise ScenarioRejected(f"{response.url} answered with no chat completion: {response.text[:200]!r}") from error


def _parts(message: Mapping[str, Any]) -> list[Part]:
    thought = message.get("reasoning_content") or message.get("reasoning")
    said: list[Part] = [Reasoning(str(thought))] if thought else []
    said += [Text(message["content"])] if message.get("content") else []
    for call in message.get("tool_calls") or ():
        function = call["function"]
        said.append(ToolCall(function["name"], _arguments(function.get("arguments")), call["id"]))
    return said


def _arguments(text: Any) -> JSON:
    try:
        parsed: JSON = json.loads(text or "{}")
    except (ValueError, TypeError):
        return str(text)
    return parsed


def _usage(told: Mapping[str, Any] | None) -> Usage | None:
    if not told:
        return None
    return Usage(
        input_tokens=told.get("prompt_tokens"),
        output_tokens=told.get("completion_tokens"),
        cached_tokens=(told.get("prompt_tokens_details") or {}).get("cached_tokens"),
        reasoning_tokens=(told.get("completion_tokens_details") or {}).get("reasoning_tokens"),
    )
