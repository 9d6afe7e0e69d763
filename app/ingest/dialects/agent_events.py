"""Events of agents at a command line, which became spans: Claude Code, Codex, Gemini CLI, Qwen Code."""

from collections.abc import Mapping

from app.domain.json import JSON
from app.domain.message import Message, Text
from app.domain.span import Span
from app.domain.span_reading import Role, SpanReading
from app.domain.step import StepKind, Usage
from app.ingest.agent_events import AGENT, PROMPT, REPLY, REQUEST, kind_of
from app.ingest.body import first
from app.ingest.cut_json import begun_json
from app.ingest.dialects import claude_code
from app.ingest.dialects.dialect import Dialect
from app.ingest.lenient import as_float, as_text, json_value, lenient_value
from app.ingest.messages import messages_of
from app.ingest.reply import reply_of
from app.ingest.request import offered, requested
from app.ingest.token_counts import usage_of

_TOOLS = ("tool_name", "function_name")
_ARGUMENTS = ("tool_input", "arguments", "function_args", "tool_parameters")
_CALLS = ("tool_use_id", "call_id", "tool_call_id")
_SESSIONS = ("session.id", "conversation.id")
_HIDDEN = ("<REDACTED>", "[REDACTED]", "[redacted]")


def read(span: Span) -> SpanReading:
    attributes = span.attributes
    match kind_of(span.name, attributes):
        case "model":
            return _model(span)
        case "tool":
            return _tool(span)
        case _:
            return SpanReading(dialect="agent_events", role=Role.DETAIL, conversation_id=_session(attributes))


def _model(span: Span) -> SpanReading:
    attributes = span.attributes
    request, said = _whole(attributes.get(REQUEST)), attributes.get(REPLY, attributes.get("response_text"))
    given = _messages(request) if request is not None else _words("user", attributes.get(PROMPT))
    reply = reply_of(said)
    error = _error(attributes)
    return SpanReading(
        dialect="agent_events",
        role=Role.STEP,
        kind=StepKind.MODEL,
        agent=as_text(attributes.get(AGENT)),
        request_model=as_text(attributes.get("model")),
        response_id=as_text(attributes.get("response_id")) or reply.id,
        input_messages=given,
        output_messages=messages_of(lenient_value(said), role="assistant") if said not in _HIDDEN else (),
        tools=offered(request),
        usage=_usage(attributes),
        cost_usd=as_float(attributes.get("cost_usd")),
        finish_reason=reply.finish_reason,
        partial=request is None or _is_cut(attributes),
        failed=error is not None,
        error=error,
        conversation_id=_session(attributes),
    )


def _tool(span: Span) -> SpanReading:
    attributes = span.attributes
    failed = str(attributes.get("success")).lower() == "false"
    return SpanReading(
        dialect="agent_events",
        role=Role.STEP,
        kind=StepKind.TOOL,
        agent=as_text(attributes.get(AGENT)),
        name=first(attributes, *_TOOLS),
        call_id=first(attributes, *_CALLS),
        input=lenient_value(first(attributes, *_ARGUMENTS)),
        output=lenient_value(attributes.get("output")),
        failed=failed,
        error=_error(attributes) if failed else None,
        conversation_id=_session(attributes),
    )


def _whole(request: JSON) -> JSON:
    """The request as an object or a list; as far as it goes where it was cut off."""
    found = begun_json(request) or json_value(request) if isinstance(request, str) else request
    return found if isinstance(found, Mapping | list) else None


def _messages(request: JSON) -> tuple[Message, ...]:
    """The messages that say something: of one that was cut at its beginning nothing is left."""
    return tuple(message for message in requested(request) if message.parts)


def _is_cut(attributes: Mapping[str, JSON]) -> bool:
    request = attributes.get(REQUEST)
    return isinstance(request, str) and begun_json(request) is not None


def _words(role: str, text: JSON) -> tuple[Message, ...]:
    """A message, unless the words were kept out of the recording."""
    return (Message(role, (Text(text),)),) if isinstance(text, str) and text not in ("", *_HIDDEN) else ()


def _usage(attributes: Mapping[str, JSON]) -> Usage | None:
    return claude_code.usage(attributes) if "cache_creation_tokens" in attributes else usage_of(dict(attributes))


def _error(attributes: Mapping[str, JSON]) -> str | None:
    return first(attributes, "error.message", "error_message", "error", "error_type")


def _session(attributes: Mapping[str, JSON]) -> str | None:
    return first(attributes, *_SESSIONS)


def _is_event(span: Span) -> bool:
    return span.parent_id is None and kind_of(span.name, span.attributes) is not None


DIALECT = Dialect("agent_events", read, also=_is_event)
