"""What a scripted model can read from its context: calls, results, what was said; the names its script may use."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.json import JSON, text_of
from app.domain.message import Message, Text, ToolCall, ToolResult
from app.recorder.model import ModelRequest


@dataclass(frozen=True, slots=True)
class SeenCall:
    """A tool call in the context with its result, parsed where it is JSON; `error` where it is marked as one."""

    name: str
    args: Mapping[str, Any]
    result: Any
    error: bool
    text: str


class RequestView:
    """One request as its reader understands it. Nothing else reaches a script."""

    def __init__(self, request: ModelRequest) -> None:
        self._messages = request.messages
        self._calls = _seen_calls(request.messages)
        self._tools = {tool.name: tool for tool in request.tools}
        self._parameters = request.parameters

    def names(self) -> dict[str, Any]:
        """The names that expressions and templates of a script may use; see docs/recording.md."""
        users = [message.text for message in self._messages if message.role == "user"]
        return {
            "system": "\n".join(message.text for message in self._messages if message.role == "system"),
            "user": users[-1] if users else "",
            "users": users,
            "said": [message.text for message in self._messages if message.role == "assistant" and message.text],
            "text": "\n".join(_text(message) for message in self._messages),
            "calls": self.calls,
            "called": self.called,
            "last": self.last,
            "first": self.first,
            "find": self.find,
            "just": self._just(),
            "tools": list(self._tools),
            "tool": lambda name: self._tools[name].description if name in self._tools else None,
            "params": dict(self._parameters),
        }

    def calls(self, name: str | None = None, **args: Any) -> list[SeenCall]:
        """The calls in the context, oldest first: all, or those of a name and with these arguments."""
        return [call for call in self._calls if name in (None, call.name) and _with(call, args)]

    def called(self, name: str, **args: Any) -> bool:
        return bool(self.calls(name, **args))

    def last(self, name: str, **args: Any) -> Any:
        """The result of the latest such call that did not fail; None where there is none."""
        good = [call for call in self.calls(name, **args) if not call.error]
        return good[-1].result if good else None

    def first(self, name: str, **args: Any) -> Any:
        good = [call for call in self.calls(name, **args) if not call.error]
        return good[0].result if good else None

    def find(self, name: str, **args: Any) -> list[Any]:
        """The results of all such calls that did not fail."""
        return [call.result for call in self.calls(name, **args) if not call.error]

    def _just(self) -> list[SeenCall]:
        """The calls whose results came in since the assistant last spoke."""
        if not self._messages or self._messages[-1].role != "tool":
            return []
        asked = next(message for message in reversed(self._messages) if message.role == "assistant")
        return self._calls[-len(asked.calls) :]


def _with(call: SeenCall, args: Mapping[str, Any]) -> bool:
    return all(call.args.get(key) == value for key, value in args.items())


def _seen_calls(messages: tuple[Message, ...]) -> list[SeenCall]:
    results = {part.id: part for message in messages for part in message.parts if isinstance(part, ToolResult)}
    asked = [part for message in messages for part in message.parts if isinstance(part, ToolCall)]
    return [_seen(call, results[call.id]) for call in asked if call.id in results]


def _seen(call: ToolCall, given: ToolResult) -> SeenCall:
    args = call.arguments if isinstance(call.arguments, Mapping) else {}
    return SeenCall(call.name, args, _parsed(given.result), bool(given.is_error), text_of(given.result))


def _parsed(result: JSON) -> Any:
    if not isinstance(result, str):
        return result
    try:
        return json.loads(result)
    except ValueError:
        return result


def _text(message: Message) -> str:
    said = (
        part.text if isinstance(part, Text) else text_of(part.result)
        for part in message.parts
        if isinstance(part, Text | ToolResult)
    )
    return "\n".join(said)
