"""Events of agents at a command line, which became spans: Claude Code, Codex, Gemini CLI, Qwen Code."""

from collections.abc import Mapping

from app.domain.json import JSON
from app.domain.span import Span
from app.domain.span_reading import Role, SpanReading
from app.domain.step import StepKind, Usage
from app.ingest.agent_events import AGENT, PROMPT, REPLY, REQUEST, kind_of
from app.ingest.body import first
from app.ingest.dialects import claude_code
from app.ingest.dialects.dialect import Dialect
from app.ingest.lenient import as_float, as_text, lenient_value
from app.ingest.logged_bodies import asked_in, is_cut, request_in, said_in_log, words
from app.ingest.reply import reply_of
from app.ingest.request import offered
from app.ingest.token_counts import usage_of

_TOOLS = ("tool_name", "function_name")
_ARGUMENTS = ("tool_input", "arguments", "function_args", "tool_parameters")
_CALLS = ("tool_use_id", "call_id", "tool_call_id")
_SESSIONS = ("session.id", "conversation.id")


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
    request, said = request_in(attributes.get(REQUEST)), attributes.get(REPLY, attributes.get("response_text"))
    given = asked_in(request) if request is not None else words("user", attributes.get(PROMPT))
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
        output_messages=said_in_log(said),
        tools=offered(request),
        usage=_usage(attributes),
        cost_usd=as_float(attributes.get("cost_usd")),
        finish_reason=reply.finish_reason,
        partial=request is None or is_cut(attributes.get(REQUEST)),
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


def _usage(attributes: Mapping[str, JSON]) -> Usage | None:
    return claude_code.usage(attributes) if "cache_creation_tokens" in attributes else usage_of(dict(attributes))


def _error(attributes: Mapping[str, JSON]) -> str | None:
    return first(attributes, "error.message", "error_message", "error", "error_type")


def _session(attributes: Mapping[str, JSON]) -> str | None:
    return first(attributes, *_SESSIONS)


def _is_event(span: Span) -> bool:
    return span.parent_id is None and kind_of(span.name, span.attributes) is not None


DIALECT = Dialect("agent_events", read, also=_is_event)
