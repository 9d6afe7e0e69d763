"""Read lists of messages, in all the shapes that frameworks record them."""

import re
from collections.abc import Mapping
from dataclasses import replace

from app.domain.json import JSON
from app.domain.message import Message, Part, Text, ToolCall, ToolResult
from app.ingest.body import Body, filled
from app.ingest.cut_json import begun_json
from app.ingest.hosted_tools import grounding_parts
from app.ingest.lenient import as_dict, as_list, lenient_value, unescaped, unquoted_text
from app.ingest.message_body import message_of
from app.ingest.part_kind import PartKind, kind_of
from app.ingest.parts import parts_of
from app.ingest.plain_replies import plain_text
from app.ingest.printed_objects import printed_object
from app.ingest.roles import role_of
from app.ingest.streamed import whole_reply
from app.ingest.tool_parts import is_bare_call
from app.ingest.tool_roles import with_tool_roles


def messages_of(value: JSON, *, role: str = "user") -> tuple[Message, ...]:
    """The messages that a value holds: a list, one message, a request or reply around them, or their text.

    `role` is that of messages which name none. Where their text breaks off, the last one says that it is cut.
    """
    if value is None:
        return ()
    found = whole_reply(lenient_value(value))
    if isinstance(found, str):
        return _of_text(found, role) if found else ()
    if isinstance(found, Mapping):
        return _of_mapping(found, role)
    if isinstance(found, list | tuple):
        return _of_list(found, role)
    return ()


def system_message(value: JSON) -> tuple[Message, ...]:
    """System instructions, given as text or as parts, as a message."""
    if value is None:
        return ()
    given = lenient_value(unquoted_text(value))
    begun = begun_json(given) if isinstance(given, str) else None
    parts = parts_of(given if begun is None else begun)
    return (Message("system", parts, cut=begun is not None),) if parts else ()


def _of_text(text: str, role: str) -> tuple[Message, ...]:
    begun = begun_json(text)
    head = begun[0] if isinstance(begun, list) and begun else begun
    if begun is None or not (isinstance(head, list) or _tells_messages(as_dict(head))):
        return _of_printed(text, role) or (Message(role, (Text(unescaped(text)),)),)
    alone = isinstance(begun, Mapping) and not (begun.keys() & _SAID)
    told = instructions_in(as_dict(begun)) if alone else messages_of(begun, role=role)
    *whole, last = told or (Message(role, ()),)
    left = tuple(part for part in last.parts if _says_anything(part))
    if whole and not left:
        last = whole.pop()
        left = last.parts
    return (*whole, replace(last, parts=left, cut=True))


def _of_printed(text: str, role: str) -> tuple[Message, ...]:
    """The messages of which a text is what Python prints; nothing of any other text."""
    printed = printed_object(text)
    if printed is None:
        return ()
    head = printed.value[0] if isinstance(printed.value, list) and printed.value else printed.value
    body = as_dict(head)
    told = body.keys() & _PRINTED
    if not told or len(body) == 1 or not _SPEECH.search(str(body.get("type", "Message"))):
        return ()
    *whole, last = messages_of(printed.value, role=role) or (Message(role, ()),)
    return (*whole, replace(last, cut=True) if printed.cut else last)


_PRINTED = {"role", "content", "parts", "choices", "generations", "candidates", "message", "output"}
_SPEECH = re.compile(r"Message|Response|Request|Completion|Content|Generation|Result|^[a-z_]+$")
"""Classes of what is said; objects of other classes may be what was spoken of."""


def _says_anything(part: Part) -> bool:
    """Whether more is left of a part than that there was one."""
    return part.name != "" if isinstance(part, ToolCall) else part != ToolResult(None)


def _tells_messages(body: Body) -> bool:
    return bool(_HOLDERS & body.keys()) or kind_of(body)[0] is not None


_SAID = {
    "role", "content", "parts", "contents", "messages", "choices", "generations", "candidates", "message", "output",
    "text", "kwargs", "toolUse", "toolResult", "reasoningContent", "type",
}  # fmt: skip
_HOLDERS = _SAID | {"system", "instructions", "config"}
"""Keys of messages and of what stands around them; a request may break off after its instructions."""


def _of_mapping(body: Body, role: str) -> tuple[Message, ...]:
    if "_role" in body:  # Haystack's objects, written as they are
        body = {key.removeprefix("_"): value for key, value in body.items()}
    if "role" not in body and is_bare_call(body):
        return (Message("assistant", parts_of([body])),)
    for key in ("messages", "contents", "new_messages"):
        if isinstance(body.get(key), list | tuple) and (key != "contents" or "role" not in body):
            before = () if key == "new_messages" else instructions_in(body)
            return before + messages_of(body[key], role=role)
    if isinstance(body.get("choices"), list | tuple):
        return tuple(m for choice in as_list(body["choices"]) for m in _choice(as_dict(choice)))
    if isinstance(body.get("candidates"), list | tuple):
        return tuple(m for candidate in as_list(body["candidates"]) for m in candidate_messages(as_dict(candidate)))
    if isinstance(body.get("generations"), list | tuple):
        return messages_of(_flat(body["generations"]), role="assistant")
    if isinstance(body.get("replies"), list) and "role" not in body:
        return messages_of(body["replies"], role="assistant")
    for key in ("message", "msg"):
        if isinstance(body.get(key), Mapping) and not {"content", "parts", "kwargs"} & body.keys():
            return messages_of(body[key], role=role)
    if isinstance(body.get("output"), list) and body["output"] and "role" not in body and kind_of(body)[0] is None:
        return messages_of(body["output"], role="assistant")
    content = body.get("content")
    if isinstance(content, Mapping) and "parts" in content and "role" not in body:
        return candidate_messages(body)
    output = as_dict(body.get("output"))  # of Bedrock's Converse API, or DashScope's
    if {"message", "choices"} & output.keys() or plain_text(output) is not None:
        return messages_of(body["output"], role="assistant")
    data = body.get("data")
    if isinstance(data, list) and data and "role" in as_dict(data[0]):  # OpenAI's threads
        return messages_of(data, role=role)
    plain = plain_text(body) if role == "assistant" else None
    return message_of(body if plain is None else {**body, "content": plain}, role=role)


def candidate_messages(candidate: Body) -> tuple[Message, ...]:
    """What one of Gemini's candidates says, with the search that it was grounded on."""
    said = messages_of(candidate.get("content"), role="assistant")
    grounds = tuple(grounding_parts(candidate))
    if not grounds:
        return said
    first, *others = said or (Message("assistant", ()),)
    return (replace(first, parts=grounds + first.parts), *others)


def _choice(choice: Body) -> tuple[Message, ...]:
    """A chat's choice holds a message, or a piece of one; a completion's its text."""
    said, text = filled(choice, "message", "delta"), choice.get("text")
    if said is None and isinstance(text, str):
        return (Message("assistant", (Text(text),)),)
    return messages_of(said, role="assistant")


def instructions_in(body: Body) -> tuple[Message, ...]:
    """What a request tells the model beside its messages."""
    config = as_dict(body.get("config"))
    value = body.get("system") or body.get("instructions") or body.get("system_instruction") or body.get("preamble")
    value = value or config.get("system_instruction") or body.get("systemInstruction")
    inner = as_dict(value).get("parts") if isinstance(value, Mapping) else None
    return system_message(inner or value)


def _of_list(items: list[JSON] | tuple[JSON, ...], role: str) -> tuple[Message, ...]:
    if items and all(isinstance(item, list | tuple) for item in items):
        pairs = [item for item in items if isinstance(item, list | tuple)]
        if all(len(pair) == 2 and all(isinstance(side, str) for side in pair) for pair in pairs):
            return tuple(Message(role_of(who, default=role), parts_of(what)) for who, what in pairs)
        return tuple(message for item in pairs for message in _of_list(item, role))
    if items and all(isinstance(item, Mapping) and _is_part(item) for item in items):
        parts = parts_of(list(items))
        speaker = "assistant" if all(isinstance(part, ToolCall) for part in parts) else role
        return (Message(speaker, parts),) if parts else ()
    return with_tool_roles(items, [messages_of(item, role=role) for item in items])


def _is_part(body: Body) -> bool:
    """A bare block, of which a message is made, where a list of messages was expected."""
    if "role" in body or "parts" in body:
        return False
    if is_bare_call(body):
        return True
    kind, word = kind_of(body)
    if kind is not None:
        return kind is not PartKind.ITEM and word not in _ITEMS and "summary" not in body
    return bool(body) and set(body) <= _BLOCKS


_ITEMS = (
    "function", "function_call", "function_call_output", "custom_tool_call", "custom_tool_call_output",
    "computer_call_output", "local_shell_call_output", "shell_call_output", "apply_patch_call_output",
    "mcp_approval_response", "tool_response",
)  # fmt: skip
"""What OpenAI's Responses API lists as items beside messages, each with a speaker of its own."""

_BLOCKS = {"text", "toolUse", "toolResult", "reasoningContent", "image", "document", "citationsContent", "cachePoint"}
"""The keys of Bedrock's content blocks, of which each block has one."""


def _flat(value: JSON) -> list[JSON]:
    found: list[JSON] = []
    for item in as_list(value):
        found.extend(_flat(item) if isinstance(item, list) else [item])
    return found
