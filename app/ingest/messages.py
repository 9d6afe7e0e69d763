"""Read lists of messages, in all the shapes that frameworks record them."""

from collections.abc import Callable, Iterator, Mapping

import orjson

from app.domain.json import JSON
from app.domain.message import Message, Part, Reasoning, Text, ToolCall, ToolResult
from app.ingest.lenient import as_dict, as_list, lenient_value
from app.ingest.memory import memory
from app.ingest.parts import Body, first, is_bare_call, part_of, parts_of, tool_call, tool_result

ROLES = {
    "system": "system",
    "developer": "system",
    "user": "user",
    "human": "user",
    "assistant": "assistant",
    "ai": "assistant",
    "model": "assistant",
    "choice": "assistant",
    "tool": "tool",
    "function": "tool",
    "tool-response": "tool",
    "tool-call": "assistant",
}
"""Role names seen in traces, and the four that Misstep knows."""


def messages_of(value: JSON, *, role: str = "user") -> tuple[Message, ...]:
    """The messages that a value holds: a list, one message, a request or reply around them, or their text.

    `role` is that of messages which name none.
    """
    found = lenient_value(value)
    if isinstance(found, str):
        return (Message(role, (Text(found),)),) if found else ()
    if isinstance(found, Mapping):
        return _of_mapping(found, role)
    if isinstance(found, list | tuple):
        return _of_list(found, role)
    return ()


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


def system_message(value: JSON) -> tuple[Message, ...]:
    """System instructions, given as text or as parts, as a message."""
    parts = parts_of(lenient_value(value))
    return (Message("system", parts),) if parts else ()


def role_of(value: JSON, *, default: str) -> str:
    """One of the four roles; an unknown one is the default."""
    return ROLES.get(str(value).lower().removeprefix("messagerole.").replace("_", "-"), default)


def _of_mapping(body: Body, role: str) -> tuple[Message, ...]:
    for key in ("messages", "contents", "new_messages"):
        if isinstance(body.get(key), list | tuple):
            before = () if key == "new_messages" else _instructions(body)
            return before + messages_of(body[key], role=role)
    if isinstance(body.get("choices"), list | tuple):
        return tuple(
            m
            for choice in as_list(body["choices"])
            for m in messages_of(as_dict(choice).get("message"), role="assistant")
        )
    if isinstance(body.get("generations"), list | tuple):
        return messages_of(_flat(body["generations"]), role="assistant")
    for key in ("message", "msg"):
        if isinstance(body.get(key), Mapping) and not {"content", "parts", "kwargs"} & body.keys():
            return messages_of(body[key], role=role)
    if isinstance(body.get("output"), list) and ("role" not in body):
        return messages_of(body["output"], role="assistant")
    return message_of(body, role=role)


def _instructions(body: Body) -> tuple[Message, ...]:
    config = as_dict(body.get("config"))
    value = body.get("system") or body.get("instructions") or body.get("system_instruction")
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
        return (Message(role, parts),) if parts else ()
    return tuple(message for item in items for message in messages_of(item, role=role))


def _is_part(body: Body) -> bool:
    """A bare block, of which a message is made, where a list of messages was expected."""
    if "role" in body or "parts" in body:
        return False
    if is_bare_call(body) or str(body.get("type")) in (
        "text",
        "tool-call",
        "tool_use",
        "thinking",
        "tool_call",
        "tool_call_response",
    ):
        return True
    return bool(body) and set(body) <= _BLOCKS


_BLOCKS = {"text", "toolUse", "toolResult", "reasoningContent", "image", "document", "citationsContent", "cachePoint"}
"""The keys of Bedrock's content blocks, of which each block has one."""


def _read(body: Body, role: str) -> tuple[Message, ...]:
    said = body.get("content")
    own = role_of(body.get("role"), default=role)
    if isinstance(said, str) and body.keys() <= _SIMPLE and own != "tool" and not _is_blocks(said):
        return (Message(own, (Text(said),) if said else ()),)
    return _read_any(body, role)


_SIMPLE = {"role", "content"}
"""The keys of most messages; a tool's text is a result."""


def _read_any(body: Body, role: str) -> tuple[Message, ...]:
    if "kwargs" in body and ("lc" in body or body.get("type") == "constructor"):
        return _langchain(body, role)
    if isinstance(body.get("data"), Mapping) and str(body.get("type")) in ROLES:
        return _read({"type": body["type"], **as_dict(body["data"])}, role)
    if str(body.get("type")) in _ITEMS and "role" not in body:
        return _item(body)
    own = role_of(body.get("role") or body.get("type"), default=role)
    parts = tuple(_parts(body, own))
    if not parts and "role" not in body and "content" not in body:
        parts = tuple(part_of(body))
    return (Message(own, parts, _name(body, parts)),)


_ITEMS = ("function_call", "function_call_output", "reasoning", "custom_tool_call", "custom_tool_call_output")


def _item(body: Body) -> tuple[Message, ...]:
    """An item of OpenAI's Responses API that is no message of its own kind."""
    parts = tuple(part_of(body))
    role = "tool" if str(body["type"]).endswith("_output") else "assistant"
    return (Message(role, parts),) if parts else ()


def _langchain(body: Body, role: str) -> tuple[Message, ...]:
    kinds = as_list(body.get("id"))
    kind = str(kinds[-1]) if kinds else ""
    who = kind.removesuffix("Chunk").removesuffix("Message").lower()
    kwargs = as_dict(body["kwargs"])
    if isinstance(kwargs.get("message"), Mapping):
        return messages_of(kwargs["message"], role=role)
    return _read({**kwargs, "role": kwargs.get("role") or ROLES.get(who, role)}, role)


def _parts(body: Body, role: str) -> Iterator[Part]:
    if isinstance(body.get("parts"), list | tuple | Mapping):
        yield from _whole(body, parts_of(body["parts"]), role)
        return
    thought = body.get("reasoning_content") or body.get("reasoning")
    if isinstance(thought, str) and thought:
        yield Reasoning(thought)
    content = next((body[key] for key in _CONTENTS if body.get(key) is not None), None)
    content = lenient_value(content) if _is_blocks(content) else content
    if role == "tool":
        yield from _results(body, content)
        return
    calls = list(_calls(body))
    said = parts_of(content)
    known = {call.id for call in calls}
    yield from (part for part in said if not (calls and isinstance(part, ToolCall) and part.id in known))
    yield from calls


_CONTENTS = ("content", "blocks", "text")  # the second is LlamaIndex', the third the Vercel AI SDK's and Mastra's


def _whole(body: Body, parts: tuple[Part, ...], role: str) -> Iterator[Part]:
    """Parts with the calls that stand beside them; a tool's, told by the id of its call, are what it gave back."""
    if role == "tool" and parts and not any(isinstance(part, ToolResult) for part in parts):
        texts = [part.text for part in parts if isinstance(part, Text)]
        yield from _results(body, "\n".join(texts) if len(texts) == len(parts) else body["parts"])
        return
    yield from parts
    if not any(isinstance(part, ToolCall) for part in parts):
        yield from _calls(body)


def _is_blocks(content: JSON) -> bool:
    """Whether content that is text holds a JSON list of blocks (strands), not a text that looks like a list."""
    return isinstance(content, str) and content.startswith(('[{"text"', '[{"toolUse"', '[{"toolResult"', '[{"type"'))


def _calls(body: Body) -> Iterator[ToolCall]:
    extra = as_dict(body.get("additional_kwargs"))
    for item in as_list(body.get("tool_calls") or body.get("toolCalls") or extra.get("tool_calls")):
        inner = as_dict(item)
        yield tool_call(as_dict(inner.get("tool_call")) or inner)
    for item in as_list(body.get("invalid_tool_calls")):
        yield tool_call(as_dict(item))
    old = as_dict(body.get("function_call"))
    if old:
        yield tool_call(old)


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


def _flat(value: JSON) -> list[JSON]:
    found: list[JSON] = []
    for item in as_list(value):
        found.extend(_flat(item) if isinstance(item, list) else [item])
    return found


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
