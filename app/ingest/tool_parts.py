"""Read calls of tools and their results, in all the shapes that model providers and frameworks give them."""

from collections.abc import Mapping

from app.domain.json import JSON
from app.domain.message import ToolCall, ToolResult
from app.ingest.body import Body, first, present
from app.ingest.lenient import as_dict, lenient_value, unquoted_text

_ARGUMENTS = (
    "arguments", "args", "input", "parameters", "kwargs", "tool_kwargs", "toolInput", "tool.args", "inputs",
)  # fmt: skip
_RESULTS = ("response", "result", "output", "content", "value", "outputs", "results")
_CALL_IDS = ("call_id", "callId", "toolCallId", "tool_call_id", "toolUseId", "tool_use_id", "id", "ref")
_RESULT_IDS = (*_CALL_IDS[:-2], "approval_request_id", "id", "ref")
_ABOUT = {
    *_RESULT_IDS, "type", "generic_type", "name", "toolName", "tool_name", "role", "status", "is_error", "isError",
    "error", "origin", "cache_control", "finish_reason", "part_kind", "$type",
}  # fmt: skip
"""What a part tells about a result: where no key holds the result, it is everything else."""


def tool_call(body: Body, *, name: str = "") -> ToolCall:
    """A call in any shape: flat, or with its name and arguments under `function`; `name` is for one without."""
    function = body.get("function") or body.get("custom")
    inner: Body = function if isinstance(function, Mapping) else {}
    bare = function if isinstance(function, str) else None
    own = first(inner, "name") or bare or first(body, "name", "toolName", "tool_name", "tool.name")
    arguments = present(inner, "arguments", "args", "parameters", "input")
    if arguments is None:
        arguments = present(body, *_ARGUMENTS)
    if arguments is None and isinstance(body.get("server_tool_call"), Mapping):
        server = as_dict(body["server_tool_call"])
        arguments, own = _of_server(server, "arguments", "input"), own or first(server, "type")
    return ToolCall(own or name, lenient_value(arguments), first(body, *_CALL_IDS))


def is_bare_call(body: Body) -> bool:
    """Whether a mapping is a call by its keys alone (LlamaIndex, Vercel, AutoGen, an item of `tool_calls`)."""
    function = body.get("function")
    told = isinstance(function, Mapping) and "arguments" in function
    told = told or (body.keys() == _BARE and isinstance(body["arguments"], str | Mapping))
    told = told or any(name in body and given in body for name, given in _BARE_CALLS)
    return told and not body.keys() & {"result", "output"}


_BARE = {"id", "name", "arguments"}
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
    call_id = first(body, *_RESULT_IDS) or first(origin, "id")
    name = first(body, "name", "toolName", "tool_name") or first(origin, "tool_name", "name")
    result = _given(body)
    if isinstance(result, Mapping) and set(result) == {"type", "value"}:
        return ToolResult(shown(result["value"]), call_id, name, _wrong(result))
    server = as_dict(body.get("server_tool_call_response"))
    wrong = True if isinstance(result, Mapping) and _is_error(result) else _wrong(server or body)
    return ToolResult(shown(result), call_id, name, wrong)


def _given(body: Body) -> JSON:
    result = present(body, *_RESULTS)
    if result is None:
        result = _spoken_error(body)
    if result is None and isinstance(body.get("server_tool_call_response"), Mapping):
        return _of_server(as_dict(body["server_tool_call_response"]), *_RESULTS)
    if result is None:
        result = {key: value for key, value in body.items() if key not in _ABOUT and value is not None} or None
    return result


def _of_server(inner: Body, *keys: str) -> JSON:
    """What stands under one of the keys of a tool that the server runs, else everything but its type."""
    found = present(inner, *keys)
    return {key: value for key, value in inner.items() if key not in _OF_SERVER} or None if found is None else found


_OF_SERVER = ("type", "status", "is_error")


def _spoken_error(body: Body) -> JSON:
    """An error that says more than that there was one."""
    return next((body[key] for key in ("error", "exception") if body.get(key) not in (None, "", True, False)), None)


def shown(result: JSON) -> JSON:
    """A result as a reader wants it: text blocks joined to their text, JSON text parsed."""
    found = lenient_value(unquoted_text(unquoted_text(result)))  # some writers encode twice
    if not isinstance(found, list | tuple) or not found:
        return found
    if all(isinstance(item, Mapping) and set(item) <= _BLOCK_KEYS and "text" in item for item in found):
        texts = [as_dict(item)["text"] for item in found]
        return lenient_value("\n".join(text for text in texts if isinstance(text, str)))
    only = found[0]
    return only["json"] if len(found) == 1 and isinstance(only, Mapping) and set(only) == {"json"} else found


_BLOCK_KEYS = {"type", "text", "annotations", "cache_control", "meta", "_meta"}
"""The keys of a text block that is nothing else."""


def _wrong(body: Body) -> bool | None:
    """True where the part says that it is an error, None where it says nothing."""
    if any(body.get(key) is True for key in ("is_error", "isError", "error")) or _spoken_error(body) is not None:
        return True
    if str(body.get("status")).lower() in ("error", "failed") or _is_error(body):
        return True
    return False if body.get("is_error") is False or body.get("isError") is False else None


def _is_error(body: Body) -> bool:
    """Whether the type is that of an error: `error-text`, `tool-error`, `web_search_tool_result_error`."""
    kind = body.get("type")
    return isinstance(kind, str) and kind.startswith("error") | kind.endswith("error")
