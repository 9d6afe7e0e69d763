"""The roles that speakers go by in traces, and the four that Misstep knows."""

from app.domain.json import JSON

ROLES = {
    "system": "system",
    "developer": "system",
    "user": "user",
    "human": "user",
    "assistant": "assistant",
    "ai": "assistant",
    "model": "assistant",
    "choice": "assistant",
    "chatbot": "assistant",
    "bot": "assistant",
    "tool": "tool",
    "function": "tool",
    "ipython": "tool",
    "observation": "tool",
    "tool-response": "tool",
    "tool-result": "tool",
    "tool-output": "tool",
    "function-response": "tool",
    "tool-call": "assistant",
}
"""Role names seen in traces, and the four that Misstep knows."""


def role_of(value: JSON, *, default: str) -> str:
    """One of the four roles; an unknown one is the default."""
    return ROLES.get(_plain(value), default)


def is_role(value: JSON) -> bool:
    """Whether this is a speaker's role, not the name of somebody or something."""
    return _plain(value) in ROLES


def _plain(value: JSON) -> str:
    """The word alone, out of an enumeration's member or the name of a class such as `AIMessageChunk`."""
    word = str(value).lower().removeprefix("messagerole.").replace("_", "-")
    return word if word in ROLES else word.removesuffix("chunk").removesuffix("message")
