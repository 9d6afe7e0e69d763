"""Read a provider's raw request, or whatever an SDK recorded in its place, as the messages of a model call."""

from collections.abc import Mapping

from app.domain.json import JSON
from app.domain.message import Message, Text, ToolDefinition
from app.ingest.body import Body
from app.ingest.definition import definitions_in
from app.ingest.lenient import as_text, lenient_value
from app.ingest.messages import instructions_in, messages_of
from app.ingest.tools import tools_of

_HOLDERS = ("messages", "contents", "chat_history", "prompts")
_TEXTS = ("prompt", "input", "inputs", "contents", "inputText", "query", "question", "text")


def requested(value: JSON) -> tuple[Message, ...]:
    """The messages that were sent: a list, a request around them, or the one text that was asked."""
    found = lenient_value(value)
    if not isinstance(found, Mapping):
        return messages_of(found)
    if any(isinstance(found.get(key), list) for key in _HOLDERS) or "role" in found:
        holder = next((key for key in _HOLDERS if isinstance(found.get(key), list)), None)
        if holder in (None, "messages", "contents"):
            return messages_of(found)
        return instructions_in(found) + messages_of(found[str(holder)]) + _newest(found)
    inner = next((found[key] for key in _TEXTS if found.get(key)), None)
    if inner is None:
        return (Message("user", (Text(as_text(dict(found)) or ""),)),) if found else ()
    return instructions_in(found) + messages_of(inner)


def _newest(request: Body) -> tuple[Message, ...]:
    """What is asked after a history that stands apart, as in Cohere's first API."""
    asked = request.get("message")
    return (Message("user", (Text(asked),)),) if isinstance(asked, str) and asked else ()


def offered(value: JSON) -> tuple[ToolDefinition, ...]:
    """The tools in a request, under any of the names that providers give them, or among its messages."""
    found = lenient_value(value)
    if isinstance(found, list | tuple):
        return tools_of([dict(body) for item in found for body in definitions_in(item)])
    if not isinstance(found, Mapping):
        return ()
    for listed in (found.get("tools"), found.get("functions"), _configured(found)):
        tools = tools_of(listed)
        if tools:
            return tools
    return offered(found.get("messages")) if isinstance(found.get("messages"), list) else ()


def _configured(body: Body) -> JSON:
    for key in ("toolConfig", "config", "invocation_params", "kwargs"):
        inner = body.get(key)
        if isinstance(inner, Mapping) and inner.get("tools"):
            return inner["tools"]
    return None
