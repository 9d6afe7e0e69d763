"""A message as text to compare: words as they stand, calls by their tool, structured values indented."""

from typing import assert_never

from app.domain.json import laid_out
from app.domain.message import Media, Message, Part, Reasoning, Text, ToolCall, ToolResult


def readable(message: Message) -> str:
    """All parts, an empty line between two."""
    return "\n\n".join(map(_readable_part, message.parts))


def _readable_part(part: Part) -> str:
    match part:
        case Text(text) | Reasoning(text):
            return text
        case ToolCall(name, arguments):
            return f"calls {name}\n{laid_out(arguments)}"
        case ToolResult(result):
            return laid_out(result)
        case Media(media_type, reference, data):
            return f"{media_type}\n{data or reference or ''}"
        case _:
            assert_never(part)
