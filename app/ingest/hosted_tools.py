"""Read calls of tools that the provider ran itself, with what came back, as calls and results."""

from collections.abc import Mapping

from app.domain.json import JSON
from app.domain.message import Media, Part, ToolCall, ToolResult
from app.ingest.body import Body, filled, first, present
from app.ingest.lenient import as_dict, as_list, lenient_value
from app.ingest.tool_parts import shown

_RESULTS = ("output", "outputs", "result", "results")
_ABOUT = {*_RESULTS, "tools", "type", "id", "status", "role", "error", "agent"}


def item_parts(kind: str, body: Body) -> list[Part]:
    """The call in an item such as `web_search_call` (OpenAI's Responses API), and its result where it holds one.

    An item with a `call_id` is answered by the application, later; of all others the item tells what came of them.
    That the provider asked a server for its tools is no call of the model's, unless it failed.
    """
    if kind == "mcp_list_tools" and not body.get("error"):
        return []
    call = ToolCall(_name(kind, body), _arguments(kind, body), first(body, "call_id", "id"))
    if first(body, "call_id") is not None or kind.endswith("_request"):
        return [call]
    return [call, *_outcome(kind, body, call)]


def grounding_parts(candidate: Body) -> list[Part]:
    """Google's search for an answer, which a candidate tells of beside its content."""
    grounds = as_dict(present(candidate, "groundingMetadata", "grounding_metadata"))
    queries = as_list(present(grounds, "webSearchQueries", "web_search_queries"))
    if not queries:
        return []
    pages = [as_dict(as_dict(chunk).get("web")) for chunk in as_list(_chunks(grounds))]
    found: list[JSON] = [dict(page) for page in pages if page]
    return [ToolCall("google_search", {"queries": queries}), ToolResult(found, None, "google_search")]


def code_parts(key: str, body: Body) -> list[Part]:
    """Gemini's code execution: `executableCode`, and `codeExecutionResult` in a part of its own."""
    inner = body[key]
    beside: Body = as_dict(inner) or {name: body[name] for name in ("language", "outcome") if body.get(name)}
    call_id = first(as_dict(inner), "id")
    if key in ("executableCode", "executable_code"):
        arguments = {"language": beside.get("language"), "code": beside.get("code", inner)}
        return [ToolCall("code_execution", {k: v for k, v in arguments.items() if v is not None}, call_id)]
    outcome = str(beside.get("outcome", ""))
    wrong = True if "FAIL" in outcome or "DEADLINE" in outcome else None
    result = beside.get("output") if isinstance(inner, Mapping) else inner
    return [ToolResult(shown(result), call_id, "code_execution", wrong)]


def _name(kind: str, body: Body) -> str:
    """The tool's own name, else the word for its kind; asking for leave is no call of the tool."""
    own = first(body, "name") if kind.endswith("_call") else None
    return own or kind.removesuffix("_call")


def _arguments(kind: str, body: Body) -> JSON:
    if kind.endswith("_call"):
        told = present(body, "arguments", "input", "action")
        if isinstance(told, Mapping):
            return {key: value for key, value in told.items() if key != "sources"}
        if told is not None:
            return lenient_value(told)
    rest = {key: value for key, value in body.items() if key not in _ABOUT and value is not None}
    return {key: lenient_value(value) if key == "arguments" else value for key, value in rest.items()}


def _outcome(kind: str, body: Body, call: ToolCall) -> list[Part]:
    """What came back; of a call that tells no more than how it ended, that."""
    status = first(body, "status")
    error = body.get("error")
    if error:
        return [ToolResult(shown(error), call.id, call.name, is_error=True)]
    result = filled(body, *_RESULTS) or as_dict(body.get("action")).get("sources")
    if isinstance(result, str) and kind.startswith("image"):
        made = Media(f"image/{first(body, 'output_format') or 'png'}", data=result)
        return [ToolResult({"status": status or "completed"}, call.id, call.name), made]
    if result is not None:
        return [ToolResult(_logs(result), call.id, call.name)]
    if status not in ("completed", "failed"):
        return []
    return [ToolResult({"status": status}, call.id, call.name, is_error=True if status == "failed" else None)]


def _logs(result: JSON) -> JSON:
    """Lists of nothing but logs as the text that they are."""
    logs = [as_dict(item).get("logs") for item in as_list(result)]
    return "\n".join(map(str, logs)) if logs and None not in logs else shown(result)


def _chunks(grounds: Body) -> JSON:
    return present(grounds, "groundingChunks", "grounding_chunks")
