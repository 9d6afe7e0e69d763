"""Read the parts of a message, in all the shapes that model providers and frameworks give them."""

from collections.abc import Mapping
from typing import assert_never

from app.domain.json import JSON
from app.domain.message import Part, Reasoning, Text
from app.ingest.body import Body, filled, key_of, present
from app.ingest.definition import is_definition
from app.ingest.hosted_tools import code_parts, item_parts
from app.ingest.lenient import as_dict, as_text, lenient_value, unescaped
from app.ingest.media import media_parts
from app.ingest.part_kind import PartKind, kind_of, tool_of_word
from app.ingest.printed_objects import printed_object
from app.ingest.reasoning import thoughts
from app.ingest.tool_parts import is_bare_call, tool_call, tool_result


def parts_of(content: JSON) -> tuple[Part, ...]:
    """The parts of a message's content: a text, one part, or a list of them."""
    if content is None or content == "":
        return ()
    if isinstance(content, str):
        return (Text(unescaped(content)),)
    if isinstance(content, list | tuple):
        return tuple(part for item in content for part in parts_of(item))
    if isinstance(content, Mapping):
        return tuple(part_of(content))
    return (Text(as_text(content) or ""),)


def part_of(body: Body) -> list[Part]:
    """The parts that one mapping stands for; what nobody knows is shown as its JSON text."""
    kind, word = kind_of(body)
    if kind is not None and len(body) == 1:
        return []  # no more than its type is told, as where a recording breaks off
    own = _unwrapped(body) if kind is not None else body
    found = _by_kind(kind, word, own) if kind is not None else None
    if found is None:
        found = _by_key(own)
    if found is None:
        found = [Text(as_text(dict(body)) or "")] if body else []
    return found


def _unwrapped(body: Body) -> Body:
    """The part itself, where a class's name stands around it or its keys are those of a class."""
    content = body.get("content")
    if "." in str(body.get("type")) and isinstance(content, Mapping):
        return content
    if "$type" in body:
        return {key[:1].lower() + key[1:]: value for key, value in body.items()}
    return body


def _by_kind(kind: PartKind, word: str, body: Body) -> list[Part] | None:
    match kind:
        case PartKind.TEXT:
            return _text(present(body, *_TEXTS)) if body.keys() & _TEXTS else None
        case PartKind.REASONING:
            return list(thoughts(body))
        case PartKind.CALL if word == "function" and is_definition(body):
            return []
        case PartKind.CALL:
            return [tool_call(body, name=tool_of_word(word))]
        case PartKind.RESULT:
            return [tool_result(body)]
        case PartKind.ITEM:
            return item_parts(word, body)
        case PartKind.MEDIA:
            return media_parts(word, body)
        case PartKind.MARK:
            return []
        case _:
            assert_never(kind)


_TEXTS = dict.fromkeys(("text", "content", "refusal", "message", "value")).keys()  # in this order
_CALLS = ("toolUse", "tool_call", "function_call", "functionCall", "toolRequest")
_RESULTS = ("toolResult", "tool_call_result", "function_response", "functionResponse", "toolResponse")
_CODE = ("executableCode", "executable_code", "codeExecutionResult", "code_execution_result")
_AROUND = ("citationsContent", "guardContent")
_THOUGHTS = ("reasoningContent", "reasoning", "thinking", "reasoning_content")
_MEDIA = ("inline_data", "inlineData", "file_data", "fileData", "image", "video", "audio", "document", "media")


def _by_key(body: Body) -> list[Part] | None:
    """Parts that are told apart by the key that they carry (Bedrock, Gemini, Haystack, LlamaIndex)."""
    if isinstance(body.get("parts"), list | tuple):
        return list(parts_of(body["parts"]))
    if (name := key_of(body, *_CALLS)) is not None:
        return [tool_call(as_dict(body[name]))]
    if is_bare_call(body):
        return [tool_call(body)]
    if (name := key_of(body, *_RESULTS)) is not None:
        return [tool_result(as_dict(body[name]))]
    if (name := key_of(body, *_CODE)) is not None:
        return code_parts(name, body)
    if key_of(body, *_THOUGHTS) is not None:
        return list(thoughts(body))
    if body.get("thought") is True and isinstance(body.get("text"), str):
        return [Reasoning(str(body["text"]))] if body["text"] else []
    if (name := key_of(body, *_AROUND)) is not None and isinstance(body[name], Mapping):
        return list(parts_of(filled(as_dict(body[name]), "content", "text") or body[name]))
    if isinstance(body.get("text"), str):
        return _text(body["text"])
    if body.keys() == {"cachePoint"}:
        return []
    if (name := key_of(body, *_MEDIA)) is not None:
        return media_parts(name, as_dict(body[name]))
    if set(body) <= {"content", "role", "type"} and isinstance(body.get("content"), str):
        return _text(body["content"])
    return None


def _text(value: JSON) -> list[Part]:
    if isinstance(value, Mapping) and isinstance(value.get("value"), str):  # of OpenAI's threads
        return [Text(str(value["value"]))]
    if isinstance(value, list | tuple | Mapping):
        return list(parts_of(value))
    text = as_text(value)
    if text is None:
        return []
    found = _blocks_in(text) if text.startswith(_BLOCKS) else _printed_in(text) if text.startswith(_PRINTED) else None
    return [Text(unescaped(text))] if found is None else found


_BLOCKS = ('[{"type":"text"', '[{"type": "text"', '{"reasoningContent"', '{"guardContent"')
"""How a provider's blocks begin that a library wrote out as the text of one part, as it did not know them."""


_PRINTED = (
    "{'content': ",
    "{'annotations': ",
    "ResponseFunctionToolCall(",
    "ResponseOutput",
    "ResponseReasoningItem(",
)
"""How OpenAI's replies and their parts begin as Python prints them; OpenTelemetry's library for its agents does."""


def _printed_in(text: str) -> list[Part] | None:
    """The words and calls of a reply, or of one part of it, that Python printed."""
    printed = printed_object(text)
    if printed is None or printed.cut or not isinstance(printed.value, Mapping):
        return None
    body = printed.value
    calls = body.get("tool_calls")
    if isinstance(calls, list):
        return [*parts_of(body.get("content")), *(tool_call(as_dict(call)) for call in calls)]
    return None if kind_of(body)[0] is None else part_of(body)


def _blocks_in(text: str) -> list[Part] | None:
    """The blocks that a text holds and nothing else; None where they are others'."""
    blocks = lenient_value(text)
    known = blocks if isinstance(blocks, list) else [blocks]
    if all(isinstance(block, Mapping) and (set(block) == {"type", "text"} or len(block) == 1) for block in known):
        return list(parts_of(blocks))
    return None
