"""What is said to and by a model: messages of typed parts, and the tools on offer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias, assert_never

from app.domain.json import JSON, content_hash, content_hash_of_texts


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Reasoning:
    text: str


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A tool that the model asked for. `arguments` is parsed where it was valid JSON, else the text as sent."""

    name: str
    arguments: JSON
    id: str | None = None


@dataclass(frozen=True, slots=True)
class ToolResult:
    """What a tool gave back, as the model was shown it."""

    result: JSON
    id: str | None = None
    name: str | None = None
    is_error: bool | None = None


@dataclass(frozen=True, slots=True)
class Media:
    """An image, sound or file: its type and either a reference or the base64 text."""

    media_type: str
    reference: str | None = None
    data: str | None = None


_WORDS = {Text, Reasoning}
Part: TypeAlias = Text | Reasoning | ToolCall | ToolResult | Media


@dataclass(frozen=True, slots=True)
class Message:
    """One message. `role` is `system`, `user`, `assistant` or `tool`.

    `cut` is true where the recording breaks off in the message or right after it; it is no part of what was said.
    """

    role: str
    parts: tuple[Part, ...]
    name: str | None = None
    cut: bool = field(default=False, compare=False)

    @property
    def hash(self) -> str:
        """Equal for messages that say the same; call ids count, finish reasons and time do not."""
        texts = set(map(type, self.parts)) <= _WORDS
        return content_hash_of_texts(message_json(self)) if texts else content_hash(message_json(self))

    @property
    def text(self) -> str:
        return "\n".join(part.text for part in self.parts if isinstance(part, Text))

    @property
    def calls(self) -> tuple[ToolCall, ...]:
        return tuple([part for part in self.parts if isinstance(part, ToolCall)])


@dataclass(frozen=True, slots=True)
class ToolDefinition:
    """A tool as it was offered to the model: name, description, and JSON schema of its arguments."""

    name: str
    description: str | None = None
    schema: Mapping[str, JSON] = field(default_factory=dict)

    @property
    def hash(self) -> str:
        return content_hash([self.name, self.description, self.schema])


def part_content(part: Part) -> JSON:
    """What a part holds beside its names; of a medium, its data or where it is."""
    match part:
        case Text(text) | Reasoning(text):
            return text
        case ToolCall(_, arguments):
            return arguments
        case ToolResult(result):
            return result
        case Media(_, reference, data):
            return data or reference
        case _:
            assert_never(part)


def message_json(message: Message) -> dict[str, JSON]:
    """The message in the shape that `misstep steps --json` prints."""
    body: dict[str, JSON] = {"role": message.role, "parts": [part_json(part) for part in message.parts]}
    return body | {"name": message.name} if message.name else body


def part_json(part: Part) -> dict[str, JSON]:
    """One part as `{"type": "text|tool_call|tool_result|reasoning|media", ...}`; absent fields are left out."""
    match part:
        case Text(text):
            return {"type": "text", "text": text}
        case Reasoning(text):
            return {"type": "reasoning", "text": text}
        case ToolCall(name, arguments, call_id):
            return _present({"type": "tool_call", "id": call_id, "name": name}) | {"arguments": arguments}
        case ToolResult(result, call_id, name, is_error):
            return _present({"type": "tool_result", "id": call_id, "name": name, "is_error": is_error}) | {
                "result": result
            }
        case Media(media_type, reference, data):
            return _present({"type": "media", "media_type": media_type, "reference": reference, "data": data})
        case _:
            assert_never(part)


def message_from_json(body: Mapping[str, JSON]) -> Message:
    """The inverse of `message_json`, for messages that Misstep itself stored."""
    parts = body["parts"]
    assert isinstance(parts, list)
    name = body.get("name")
    return Message(str(body["role"]), tuple(map(_part, parts)), name if isinstance(name, str) else None)


def _part(body: Mapping[str, JSON]) -> Part:
    fields = {key: value for key, value in body.items() if key != "type"}
    kinds = {
        "text": Text,
        "reasoning": Reasoning,
        "tool_call": ToolCall,
        "tool_result": ToolResult,
        "media": Media,
    }
    made: Part = kinds[str(body["type"])](**fields)
    return made


def _present(body: dict[str, JSON]) -> dict[str, JSON]:
    return {key: value for key, value in body.items() if value is not None}
