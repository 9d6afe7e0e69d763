"""Read the parts of a message, in all the shapes that model providers and frameworks give them."""

from collections.abc import Mapping
from typing import TypeAlias

from app.domain.json import JSON
from app.domain.message import Media, Part, Reasoning, Text, ToolCall, ToolResult
from app.ingest.lenient import as_dict, as_text, lenient_value

Body: TypeAlias = Mapping[str, JSON]


def parts_of(content: JSON) -> tuple[Part, ...]:
    """The parts of a message's content: a text, one part, or a list of them."""
    if content is None or content == "":
        return ()
    if isinstance(content, str):
        return (Text(content),)
    if isinstance(content, list | tuple):
        return tuple(part for item in content for part in parts_of(item))
    if isinstance(content, Mapping):
        return tuple(part_of(content))
    return (Text(as_text(content) or ""),)


def part_of(body: Body) -> list[Part]:
    """The parts that one mapping stands for; what nobody knows is shown as its JSON text."""
    kind = str(body.get("type") or body.get("part_kind") or body.get("block_type") or "").replace("-", "_").lower()
    found = _by_kind(kind, body)
    if found is None:
        found = _by_key(body)
    if found is None:
        found = [Text(as_text(dict(body)) or "")] if body else []
    return found


def tool_call(body: Body) -> ToolCall:
    """A call in any shape: flat, or with its name and arguments under `function`."""
    function = body.get("function")
    inner: Body = function if isinstance(function, Mapping) else {}
    bare = function if isinstance(function, str) else None
    name = first(inner, "name") or bare or first(body, "name", "toolName", "tool_name", "tool.name")
    arguments = _of(inner, "arguments", "args", "parameters")
    if arguments is None:
        arguments = _of(
            body, "arguments", "args", "input", "parameters", "kwargs", "tool_kwargs", "toolInput", "tool.args"
        )
    call_id = first(body, "id", "call_id", "toolCallId", "tool_call_id", "toolUseId", "tool_use_id", "ref")
    return ToolCall(name or "", lenient_value(arguments), call_id)


def is_bare_call(body: Body) -> bool:
    """Whether a mapping is a call that says so by its keys alone (LlamaIndex, Vercel, any-agent)."""
    told = any(name in body and given in body for name, given in _BARE_CALLS)
    return told and not body.keys() & {"result", "output"}


_BARE_CALLS = (
    ("tool_name", "tool_kwargs"),
    ("tool.name", "tool.args"),
    ("toolName", "toolInput"),
    ("toolName", "args"),
    ("toolName", "input"),
)


def tool_result(body: Body) -> ToolResult:
    """A result in any shape; an error is one only where the part says so."""
    origin = as_dict(body.get("origin"))
    result = _of(body, "response", "result", "output", "content", "value")
    if isinstance(result, Mapping) and set(result) == {"type", "value"}:
        return ToolResult(
            shown(result["value"]), _result_id(body, origin), _result_name(body, origin), _wrong(result)
        )
    return ToolResult(shown(result), _result_id(body, origin), _result_name(body, origin), _wrong(body))


def shown(result: JSON) -> JSON:
    """A result as a reader wants it: text blocks joined to their text, JSON text parsed."""
    found = lenient_value(result)
    if not isinstance(found, list | tuple) or not found:
        return found
    if _all_blocks(found):
        return lenient_value("\n".join(part.text for part in parts_of(found) if isinstance(part, Text)))
    only = found[0]
    return only["json"] if len(found) == 1 and isinstance(only, Mapping) and set(only) == {"json"} else found


def first(body: Body, *keys: str) -> str | None:
    """The first of the keys that holds a text or a number."""
    for key in keys:
        value = body.get(key)
        if isinstance(value, str | int) and not isinstance(value, bool) and value != "":
            return str(value)
    return None


def _by_kind(kind: str, body: Body) -> list[Part] | None:
    match kind:
        case "text" | "input_text" | "output_text" | "refusal" | "user_prompt" | "system_prompt":
            return _text(_of(body, "text", "content", "refusal"))
        case "compaction" if isinstance(body.get("content"), str):
            return _text(body["content"])
        case "server_tool_call":
            return [_server_call(body)]
        case "server_tool_call_response":
            return [_server_result(body)]
        case "reasoning" | "thinking" | "redacted_thinking" | "thought":
            return _reasoning(body)
        case "tool_call" | "tool_use" | "function_call" | "function" | "custom_tool_call" | "server_tool_use":
            return [tool_call(body)]
        case (
            "tool_call_response"
            | "tool_result"
            | "function_call_output"
            | "function_response"
            | "tool_return"
            | "web_search_tool_result"
            | "custom_tool_call_output"
            | "tool_response"
            | "retry_prompt"
        ):
            return [tool_result(body)]
        case (
            "image"
            | "image_url"
            | "input_image"
            | "audio"
            | "input_audio"
            | "file"
            | "input_file"
            | "document"
            | ("blob" | "uri" | "video" | "media" | "image-url")
        ):
            return [_media(kind, body)]
        case _:
            return None


def _server_call(body: Body) -> ToolCall:
    """A call that the provider ran itself, as the GenAI conventions write it: its details are the tool's own."""
    details = as_dict(body.get("server_tool_call"))
    own = {key: value for key, value in details.items() if key != "type"}
    arguments = own.get("arguments", own.get("input", own or None))
    return ToolCall(first(body, "name") or first(details, "type") or "", lenient_value(arguments), first(body, "id"))


def _server_result(body: Body) -> ToolResult:
    details = as_dict(body.get("server_tool_call_response"))
    own = {key: value for key, value in details.items() if key != "type"}
    told = shown(next(iter(own.values()))) if len(own) == 1 else dict(own)
    return ToolResult(told or None, first(body, "id"), first(body, "name"), _wrong(details))


def _by_key(body: Body) -> list[Part] | None:
    """Parts that are told apart by the key that they carry (Bedrock, Gemini, Haystack, LlamaIndex)."""
    if (name := _key(body, "toolUse", "tool_call", "function_call", "functionCall", "toolRequest")) is not None:
        return [tool_call(as_dict(body[name]))]
    if is_bare_call(body):
        return [tool_call(body)]
    if (
        name := _key(body, "toolResult", "tool_call_result", "function_response", "functionResponse", "toolResponse")
    ) is not None:
        return [tool_result(as_dict(body[name]))]
    if _key(body, "reasoningContent", "reasoning", "thinking", "reasoning_content") is not None:
        return _reasoning(body)
    if body.get("thought") is True and isinstance(body.get("text"), str):
        return [Reasoning(str(body["text"]))]
    if isinstance(body.get("text"), str):
        return _text(body["text"])
    if (
        name := _key(body, "inline_data", "inlineData", "file_data", "fileData", "image", "document", "media")
    ) is not None:
        return [_media(name, as_dict(body[name]))]
    if set(body) <= {"content", "role", "type"} and isinstance(body.get("content"), str):
        return _text(body["content"])
    return None


def _text(value: JSON) -> list[Part]:
    if isinstance(value, list | tuple | Mapping):
        return list(parts_of(value))
    text = as_text(value)
    return [] if text is None else [Text(text)]


def _reasoning(body: Body) -> list[Part]:
    value = _of(body, "text", "content", "thinking", "reasoning", "reasoning_content", "reasoningContent", "summary")
    texts = _texts(value)
    return [Reasoning(text) for text in texts if text]


def _texts(value: JSON) -> list[str]:
    """All texts below a reasoning part, whose nesting differs from provider to provider."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list | tuple):
        return [text for item in value for text in _texts(item)]
    if isinstance(value, Mapping):
        return [text for key in ("text", "reasoningText", "content") if key in value for text in _texts(value[key])]
    return []


def _media(kind: str, body: Body) -> Media:
    source = as_dict(body.get("source")) or as_dict(body.get("image_url")) or as_dict(body.get(kind))
    merged: Body = {**source, **{key: value for key, value in body.items() if key != "type"}}
    media_type = first(merged, "media_type", "mime_type", "mimeType", "mediaType", "modality", "format")
    reference = first(merged, "url", "uri", "file_uri", "fileUri", "file_id", "image_url", "filename")
    data = first(merged, "data", "content", "bytes")
    return Media(media_type or kind, reference, data)


def _all_blocks(items: list[JSON] | tuple[JSON, ...]) -> bool:
    """Whether every item is a text block and nothing else."""
    return all(isinstance(item, Mapping) and set(item) <= _BLOCK_KEYS and "text" in item for item in items)


_BLOCK_KEYS = {"type", "text", "annotations", "cache_control", "meta", "_meta"}


def _wrong(body: Body) -> bool | None:
    """True where the part says that it is an error, None where it says nothing."""
    if any(body.get(key) is True for key in ("is_error", "isError", "error")):
        return True
    if str(body.get("status")).lower() in ("error", "failed") or str(body.get("type")).startswith("error"):
        return True
    return False if body.get("is_error") is False or body.get("isError") is False else None


def _result_id(body: Body, origin: Body) -> str | None:
    return first(body, "id", "call_id", "tool_call_id", "toolCallId", "tool_use_id", "toolUseId", "ref") or first(
        origin, "id"
    )


def _result_name(body: Body, origin: Body) -> str | None:
    return first(body, "name", "toolName", "tool_name") or first(origin, "tool_name", "name")


def _key(body: Body, *keys: str) -> str | None:
    return next((key for key in keys if body.get(key) is not None), None)


def _of(body: Body, *keys: str) -> JSON:
    """The value of the first key that is there and not null."""
    return next((body[key] for key in keys if body.get(key) is not None), None)
