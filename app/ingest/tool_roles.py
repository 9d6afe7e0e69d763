"""Read messages whose role is the name of the tool that answers, as Langfuse's callback for LangChain.js has it."""

from collections import defaultdict, deque
from collections.abc import Mapping, Sequence

from app.domain.json import JSON
from app.domain.message import Message, ToolCall, ToolResult
from app.ingest.body import first
from app.ingest.roles import ROLES, is_role
from app.ingest.tool_parts import shown


def with_tool_roles(items: Sequence[JSON], read: Sequence[tuple[Message, ...]]) -> tuple[Message, ...]:
    """The messages of a list; one whose role is no role but the name of a tool asked for before is its result."""
    if all(isinstance(item, str) or _role(item) is None for item in items):
        return tuple(message for messages in read for message in messages)
    waiting: dict[str, deque[ToolCall]] = defaultdict(deque)
    found: list[Message] = []
    for item, messages in zip(items, read, strict=True):
        name = _role(item)
        called = waiting[name].popleft() if name is not None and waiting.get(name) else None
        said = messages if called is None else (_answer(item, called),)
        found += said
        for call in (call for message in said for call in message.calls):
            waiting[call.name].append(call)
    return tuple(found)


def _role(item: JSON) -> str | None:
    """A role that is none of a speaker's."""
    role = item.get("role") if isinstance(item, dict) else None
    if not isinstance(role, str) or role in ROLES or not role:
        return None
    return None if is_role(role) else role


def _answer(item: JSON, call: ToolCall) -> Message:
    body = item if isinstance(item, Mapping) else {}
    call_id = first(body, "tool_call_id", "toolCallId") or call.id
    return Message("tool", (ToolResult(shown(body.get("content")), call_id, call.name),))
