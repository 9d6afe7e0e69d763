"""Read what a model thought before it spoke, in the shapes of all providers; what is sealed is no text."""

from collections.abc import Mapping

from app.domain.json import JSON
from app.domain.message import Reasoning
from app.ingest.body import Body, filled

_KEYS = (
    "text", "content", "thinking", "reasoning", "reasoning_text", "reasoning_content", "reasoningContent", "summary",
)  # fmt: skip
_BESIDE = (
    "reasoning_content", "reasoning", "thinking", "thinking_blocks", "reasoning_details", "tool_plan", "thought",
)  # fmt: skip
_INNER = ("text", "reasoningText", "reasoning_text", "thinking", "summary", "content")


def thoughts(body: Body) -> list[Reasoning]:
    """The thoughts in a part that is one."""
    return [Reasoning(text) for text in _texts(filled(body, *_KEYS)) if text]


def thoughts_beside(body: Body) -> list[Reasoning]:
    """The thoughts that a message keeps beside its content."""
    found = filled(body, *_BESIDE)
    return [Reasoning(text) for text in _texts(found) if text] if found is not None else []


def _texts(value: JSON) -> list[str]:
    """All texts below a reasoning part, whose nesting differs from provider to provider."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list | tuple):
        return [text for item in value for text in _texts(item)]
    if isinstance(value, Mapping):
        return _texts(filled(value, *_INNER))
    return []
