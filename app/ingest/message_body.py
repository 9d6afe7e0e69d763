"""Read one message out of the mapping that a framework made of it."""

from collections.abc import Callable, Iterator, Mapping

import orjson

from app.domain.json import JSON
from app.domain.message import Message, Part, Reasoning, Text, ToolCall, ToolResult
from app.ingest.body import Body, first, present
from app.ingest.cut_json import begun_json
from app.ingest.definition import definitions_in
from app.ingest.lenient import as_dict, as_list, lenient_value, unescaped
from app.ingest.media import media_parts
from app.ingest.memory import memory
from app.ingest.part_kind import PartKind, kind_of
from app.ingest.parts import part_of, parts_of
from app.ingest.printed_objects import printed_object
from app.ingest.reasoning import thoughts, thoughts_beside
from app.ingest.roles import ROLES, is_role, role_of
from app.ingest.tool_parts import shown, tool_call, tool_result


def message_of(body: Body, *, role: str = "user") -> tuple[Message, ...]:
    """The messages that one mapping stands for; a tool message with several results is still one."""
    return _remembered(body, role, _read)


def simple_message(text: str, *, role: str, default: str) -> tuple[Message, ...]:
    """The message of a role, `default` where it is empty, and a text."""
    body: Body = {"content": text, "role": role} if role else {"content": text}
    known = memory()
    if known is None:
        return _read(body, default)
    key = (default, role, text)
    if key not in known.simple_messages:
        known.simple_messages[key] = _read(body, default)
    return known.simple_messages[key]


def _read(body: Body, role: str) -> tuple[Message, ...]:
    said, speaker = body.get("content"), body.get("role")
    if isinstance(speaker, str) and speaker.lower() in _THOUGHTS:
        return (Message("assistant", tuple(thoughts({"content": said}))),)
    own = role_of(speaker, default=role)
    if not isinstance(said, str) or not body.keys() <= _SIMPLE or _is_blocks(said):
        return _read_any(body, role)
    if own != "tool":
        return (Message(own, (Text(unescaped(said)),) if said else ()),)
    return () if definitions_in(body) else (Message(own, (ToolResult(shown(said)),)),)


_THOUGHTS = {"thinking", "reasoning", "thought", "thoughts"}
"""Roles of what a model thinks, as OpenLLMetry has them for Anthropic's models."""

_SIMPLE = {"role", "content"}
"""The keys of most messages."""


def _read_any(body: Body, role: str) -> tuple[Message, ...]:
    if "kwargs" in body and ("lc" in body or body.get("type") == "constructor"):
        return _langchain(body, role)
    if isinstance(body.get("data"), Mapping) and str(body.get("type")) in ROLES:
        return _read({"type": body["type"], **as_dict(body["data"])}, role)
    if definitions_in(body):
        return ()
    if "role" not in body and (kind := kind_of(body)[0]) in _SPEAKERS and str(body.get("type")) not in ROLES:
        return _item(body, _SPEAKERS[kind])
    speaker = body.get("role") or body.get("type")
    own = role_of(speaker, default=role)
    said = _blocks(body.get("content"))
    begun = begun_json(said) if isinstance(said, str) and _is_blocks(said) else None
    parts = tuple(_parts(body, said if begun is None else begun, own))
    if own != "assistant" and not is_role(speaker) and any(isinstance(part, ToolCall) for part in parts):
        own = "assistant"  # nobody else asks for tools; OpenLLMetry writes `unknown` where it does not know
    if not parts and "role" not in body and "content" not in body:
        parts = tuple(part_of(body))
    return (Message(own, parts, _name(body, parts), cut=begun is not None),)


_SPEAKERS = {
    PartKind.REASONING: "assistant",
    PartKind.CALL: "assistant",
    PartKind.ITEM: "assistant",
    PartKind.RESULT: "tool",
}
"""Who speaks in parts that stand as items of their own, as in OpenAI's Responses API."""


def _item(body: Body, role: str) -> tuple[Message, ...]:
    parts = tuple(part_of(body))
    return (Message(role, parts),) if parts else ()


def _langchain(body: Body, role: str) -> tuple[Message, ...]:
    kinds = as_list(body.get("id"))
    kind = str(kinds[-1]) if kinds else ""
    who = kind.removesuffix("Chunk").removesuffix("Message").lower()
    kwargs = as_dict(body["kwargs"])
    if isinstance(kwargs.get("message"), Mapping):
        return _read(as_dict(kwargs["message"]), role)
    return _read({**kwargs, "role": kwargs.get("role") or ROLES.get(who, role)}, role)


def _blocks(content: JSON) -> JSON:
    return lenient_value(content) if _is_blocks(content) else content


def _is_blocks(content: JSON) -> bool:
    """Whether content that is text holds a JSON list of blocks (strands), not a text that looks like a list."""
    return isinstance(content, str) and content.startswith(('[{"text"', '[{"toolUse"', '[{"toolResult"', '[{"type"'))


def _parts(body: Body, content: JSON, role: str) -> Iterator[Part]:
    listed = body.get("parts") or (body.get("contents") if content is None else None)  # .NET says `contents`
    if isinstance(listed, list | tuple | Mapping):
        yield from _whole(body, parts_of(listed), role)
        return
    content = present(body, *_contents(body)) if content is None else content
    if role == "tool":
        yield from _results(body, content)
        return
    calls = list(_calls(body))
    said = parts_of(content)
    if not any(isinstance(part, Reasoning) for part in said):
        yield from thoughts_beside(body) or thoughts_beside(as_dict(body.get("additional_kwargs")))
    known = {call.id for call in calls}
    yield from (part for part in said if not (calls and isinstance(part, ToolCall) and part.id in known))
    yield from _beside(body)
    yield from calls


def _contents(body: Body) -> tuple[str, ...]:
    """Other names of a message's content: LlamaIndex', the Vercel AI SDK's and Mastra's, Cohere's beside its role."""
    return ("blocks", "text", "message") if "role" in body else ("blocks", "text")


def _whole(body: Body, parts: tuple[Part, ...], role: str) -> Iterator[Part]:
    """Parts with the calls that stand beside them; a tool's, told by the id of its call, are what it gave back."""
    if role == "tool" and parts and not any(isinstance(part, ToolResult) for part in parts):
        texts = [part.text for part in parts if isinstance(part, Text)]
        yield from _results(body, "\n".join(texts) if len(texts) == len(parts) else body.get("parts"))
        return
    yield from parts
    if not any(isinstance(part, ToolCall) for part in parts):
        yield from _calls(body)


def _beside(body: Body) -> Iterator[Part]:
    """What a message keeps beside its content: speech, images, and that it was refused."""
    if isinstance(body.get("audio"), Mapping):
        yield from media_parts("audio", as_dict(body["audio"]))
    yield from parts_of(as_list(as_dict(body.get("additional_kwargs")).get("tool_outputs")))  # LangChain's, of OpenAI
    if isinstance(body.get("images"), list):
        yield from (part for image in as_list(body["images"]) for part in _image(image))
    refused = body.get("refusal")
    if isinstance(refused, str) and refused and not body.get("content"):
        yield Text(refused)


def _image(image: JSON) -> list[Part]:
    return media_parts("image", image if isinstance(image, Mapping) else {"data": image})


def _calls(body: Body) -> Iterator[ToolCall]:
    extra = as_dict(body.get("additional_kwargs"))
    for item in _listed(body.get("tool_calls") or body.get("toolCalls") or extra.get("tool_calls")):
        inner = as_dict(_unprinted(item))
        yield tool_call(as_dict(inner.get("tool_call")) or inner)
    for item in as_list(body.get("invalid_tool_calls")):
        yield tool_call(as_dict(item))
    old = as_dict(body.get("function_call"))
    if old:
        yield tool_call(old)


def _listed(calls: JSON) -> list[JSON]:
    return as_list(_unprinted(lenient_value(calls)))


def _unprinted(value: JSON) -> JSON:
    """The call, or the list of them, that a text is Python's print of; anything else unchanged."""
    printed = printed_object(value) if isinstance(value, str) else None
    return value if printed is None else printed.value


def _results(body: Body, content: JSON) -> list[Part]:
    """A tool's message: parts that are results already, or the whole content as one result."""
    if isinstance(content, list | tuple | Mapping):
        parts = parts_of(content)
        if any(isinstance(part, ToolResult) for part in parts):
            return list(parts)
    wrong = True if body.get("status") == "error" or body.get("is_error") is True else None
    call_id = first(body, "tool_call_id", "toolCallId", "tool_use_id", "call_id", "id")
    result = tool_result({"content": content, "id": call_id, "name": first(body, "name"), "is_error": wrong})
    return [result]


def _name(body: Body, parts: tuple[Part, ...]) -> str | None:
    named = first(body, "name")
    return None if any(isinstance(part, ToolResult) for part in parts) else named


def _remembered(body: Body, role: str, read: Callable[[Body, str], tuple[Message, ...]]) -> tuple[Message, ...]:
    known = memory()
    if known is None:
        return read(body, role)
    try:
        key = role.encode() + orjson.dumps(body)
    except TypeError:
        return read(body, role)
    if key not in known.messages:
        known.messages[key] = read(body, role)
    return known.messages[key]
