"""Read a tool span's arguments and result out of what the framework wrapped around them."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.assembly.error_sentence import said_in
from app.domain.json import JSON
from app.domain.message import Message, ToolResult
from app.ingest.body import Body, first
from app.ingest.lenient import as_dict, as_list, as_text, lenient_value, unquoted_text
from app.ingest.messages import messages_of
from app.ingest.parts import parts_of
from app.ingest.printed_objects import printed_object

_CALL = frozenset({"args", "kwargs", "sanitize_inputs_outputs"})
_CALL_KEYS = frozenset({"callId", "call_id", "toolCallId", "tool_call_id"})  # of a call that is written as a whole
_LANGCHAIN = frozenset({"input_str", "tags", "metadata", "kwargs", "inputs", "run_id"})


@dataclass(frozen=True, slots=True)
class ToolOutcome:
    """What a tool gave back, and the call that it answers, where the wrapping tells."""

    result: JSON = None
    call_id: str | None = None
    name: str | None = None
    is_error: bool | None = None

    @property
    def error(self) -> str | None:
        """What an error says: its sentence, else the whole of it."""
        return (said_in(self.result) or as_text(self.result)) if self.is_error else None


def arguments_of(value: JSON) -> JSON:
    """The arguments alone, out of `{"args", "kwargs"}`, `{"input_str": ...}` and their like."""
    found = lenient_value(value)
    if not isinstance(found, Mapping):
        return found
    keys = set(found)
    if keys and keys <= _CALL:
        return _called(found)
    if "input_str" in found and keys <= _LANGCHAIN:
        inputs = as_dict(found.get("inputs"))
        return dict(inputs) if inputs else lenient_value(found["input_str"])
    if keys == {"name", "args", "id", "type"} and found["type"] == "tool_call":
        return lenient_value(found["args"])
    if "args" in keys and "name" in keys and not keys.isdisjoint(_CALL_KEYS):
        return lenient_value(found["args"])
    return found


def outcome_of(value: JSON) -> ToolOutcome:
    """The result alone, out of JSON's quotes, LangChain's messages and commands, LlamaIndex's and MCP's results."""
    found = _unprinted(lenient_value(unquoted_text(unquoted_text(value))))
    if not isinstance(found, Mapping):
        return ToolOutcome(_blocks(found))
    inner = found.get("output")
    if isinstance(inner, Mapping) and set(found) <= {"output", "kwargs"}:
        return outcome_of(inner)
    message = _message(found)
    if message is not None:
        return ToolOutcome(message.result, message.id, message.name, message.is_error)
    if _is_raw(found):
        return ToolOutcome(
            _raw(found), name=first(found, "tool_name"), is_error=found.get("is_error") is True or None
        )
    if _is_function_response(found):
        return ToolOutcome(found["response"], first(found, "id"), first(found, "name"))
    scheduled = _scheduled(found)
    if scheduled is not None:
        return scheduled
    if _is_execution(found):
        wrong = found.get("error") is not None
        return ToolOutcome(found["error"] if wrong else lenient_value(found["result"]), is_error=wrong or None)
    if _is_wrapped(found):
        return ToolOutcome(_blocks(found["content"]), is_error=found.get("isError") is True or None)
    return ToolOutcome(found)


def _unprinted(value: JSON) -> JSON:
    """The message or result of which a text is what Python prints; any other object is the tool's own."""
    printed = printed_object(value) if isinstance(value, str) else None
    if printed is None or printed.cut or not isinstance(printed.value, Mapping):
        return value
    body = printed.value
    known = _is_message(body) or _is_wrapped(body) or _is_raw(body) or _is_execution(body)
    return body if known else value


def _called(body: Body) -> JSON:
    positional, named = as_list(body.get("args")), as_dict(body.get("kwargs"))
    if not positional:
        return dict(named)
    if not named:
        return lenient_value(positional[0]) if len(positional) == 1 else positional
    return {"args": positional, **named}


def _message(body: Body) -> ToolResult | None:
    """The result in a tool's message, whether it stands alone or in the update of a graph's command."""
    update = as_dict(body.get("update"))
    if update:
        said: tuple[Message, ...] = messages_of(update.get("messages"))
    elif _is_message(body):
        said = messages_of(body, role="tool")
    else:
        return None
    results = [part for message in said for part in message.parts if isinstance(part, ToolResult)]
    return results[-1] if results else None


def _is_message(body: Body) -> bool:
    if "kwargs" in body and "lc" in body:
        return "ToolMessage" in str(body.get("id"))
    if body.get("type") == "tool" and ("data" in body or "tool_call_id" in body):
        return True
    return "content" in body and (body.get("role") == "tool" or "tool_call_id" in body)


def _scheduled(body: Body) -> ToolOutcome | None:
    """The result in what Gemini CLI keeps of a call: its request, the tool, and parts of a response of Gemini's."""
    response = as_dict(body.get("response"))
    if "responseParts" not in response:
        return None
    parts = (part for part in parts_of(response["responseParts"]) if isinstance(part, ToolResult))
    result = next(parts, None)
    if result is None:
        return ToolOutcome(response.get("resultDisplay"), first(response, "callId"))
    return ToolOutcome(
        result.result, result.id, result.name, True if body.get("status") == "error" else result.is_error
    )


def _is_wrapped(body: Body) -> bool:
    """Whether this is a result of MCP."""
    return isinstance(body.get("content"), list) and ("isError" in body or "structuredContent" in body)


def _is_execution(body: Body) -> bool:
    """Whether this is what Agno keeps of a function that it ran, printed."""
    return {"status", "result", "error", "updated_session_state"} <= body.keys()


def _is_function_response(body: Body) -> bool:
    """Whether this is a part with which Gemini is told a result."""
    return {"name", "response"} <= body.keys() <= _FUNCTION_RESPONSE and isinstance(body["response"], Mapping)


_FUNCTION_RESPONSE = {"id", "name", "response", "parts", "scheduling", "will_continue", "willContinue"}


def _is_raw(body: Body) -> bool:
    """Whether this is a result of LlamaIndex."""
    return "raw_output" in body and "tool_name" in body


def _raw(body: Body) -> JSON:
    """LlamaIndex's result: the value as the tool returned it, or its text if that is all there is."""
    raw = body.get("raw_output")
    return raw if raw is not None else _blocks(body.get("blocks") or body.get("content"))


def _blocks(value: JSON) -> JSON:
    """A list of text blocks as the text that it is; anything else unchanged."""
    if not isinstance(value, list) or not value:
        return value
    if not all(isinstance(item, Mapping) and item.get("type") == "text" and "text" in item for item in value):
        return value
    return lenient_value("\n".join(getattr(part, "text", "") for part in parts_of(value)))
