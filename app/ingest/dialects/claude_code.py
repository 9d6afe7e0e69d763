"""Claude Code's own traces: spans named `claude_code.*`, and attributes without a prefix."""

import re
from collections.abc import Mapping
from dataclasses import replace

from app.domain.json import JSON
from app.domain.span import Span
from app.domain.span_reading import Role, SpanReading
from app.domain.step import StepKind, Usage
from app.ingest.agent_events import REPLY, REQUEST
from app.ingest.dialects.dialect import Dialect
from app.ingest.dialects.tool_names import tool_in
from app.ingest.lenient import as_float, as_int, as_text, lenient_value
from app.ingest.logged_bodies import asked_in, is_cut, request_in, said_in_log, words
from app.ingest.messages import system_message
from app.ingest.request import offered
from app.ingest.token_counts import counted
from app.ingest.tools import tools_of

PREFIX = "claude_code."
_ESCAPES = re.compile(r"(?:\x1b)?\[[0-9;]*m\]?")  # of a terminal; `/model` may leave them in the model's name
_HEADED = re.compile(r"^\[TOOL INPUT: [^\]\n]*\]\n")


def read(span: Span) -> SpanReading:
    """Requests and tools are steps, a prompt holds them; waiting for leave and running are details of the tool."""
    attributes = span.attributes
    base = SpanReading(
        dialect="claude_code",
        agent=as_text(attributes.get("agent_id")),
        conversation_id=as_text(attributes.get("session.id")),
        failed=str(attributes.get("success")).lower() == "false",
        error=as_text(attributes.get("error")),
    )
    match _kind(span):
        case "llm_request":
            return _model(span, base)
        case "tool":
            return _tool(span, base)
        case "interaction":
            asked = words("user", attributes.get("user_prompt"))
            return replace(base, role=Role.CONTAINER, kind=StepKind.MODEL, name="interaction", input_messages=asked)
        case "tool.execution" if base.failed and _call_id(attributes):
            return _tool(span, base)  # the tool's own span does not say that it failed
        case "tool_execution":
            return _tool(span, base)
        case _:
            return replace(base, role=Role.DETAIL, name=span.name)


def _kind(span: Span) -> str:
    """What the name says, or in versions whose spans are named after the tool the type."""
    if span.name.startswith(PREFIX):
        return span.name.removeprefix(PREFIX)
    return str(span.attributes.get("span.type"))


def _call_id(attributes: Mapping[str, JSON]) -> str | None:
    return as_text(attributes.get("tool_use_id") or attributes.get("tool.id"))


def _model(span: Span, base: SpanReading) -> SpanReading:
    attributes = span.attributes
    model = as_text(attributes.get("model"))
    logged, said = attributes.get(REQUEST), attributes.get(REPLY)
    request = request_in(logged)
    system = attributes.get("user_system_prompt") or attributes.get("system_prompt_preview")
    return replace(
        base,
        role=Role.STEP,
        kind=StepKind.MODEL,
        request_model=_ESCAPES.sub("", model) if model else None,
        response_id=as_text(attributes.get("request_id")),
        provider="anthropic",
        input_messages=asked_in(request) or system_message(system) + words("user", attributes.get("new_context")),
        output_messages=words("assistant", attributes.get("response.model_output")) or said_in_log(said),
        partial=request is None
        or is_cut(attributes.get(REQUEST)),  # else what is new in a request is all that is told of it
        tools=tools_of(attributes.get("tools")) or offered(request),
        usage=usage(attributes),
        cost_usd=as_float(attributes.get("cost_usd")),
        finish_reason=as_text(attributes.get("stop_reason")),
    )


def usage(attributes: Mapping[str, JSON]) -> Usage | None:
    """Anthropic's own counts, under shorter names."""
    found = Usage(
        as_int(attributes.get("input_tokens")),
        as_int(attributes.get("output_tokens")),
        as_int(attributes.get("cache_read_tokens")),
        cache_write_tokens=as_int(attributes.get("cache_creation_tokens")),
    )
    return counted(found, beside=True)


def _tool(span: Span, base: SpanReading) -> SpanReading:
    attributes = span.attributes
    return replace(
        base,
        role=Role.STEP,
        kind=StepKind.TOOL,
        name=as_text(attributes.get("tool_name") or attributes.get("tool.name")) or tool_in(span.name),
        call_id=_call_id(attributes),
        input=_given(attributes),
        output=_output(span),
    )


_ARGUMENTS = {
    "full_command": "command",
    "file_path": "file_path",
    "skill_name": "skill",
    "subagent_type": "subagent_type",
    "mcp_tool_name": "tool",
}
"""What is told of a tool's arguments where the whole of them is not: by their names in the call."""


def _given(attributes: Mapping[str, JSON]) -> JSON:
    whole = attributes.get("tool_input") or attributes.get("tool.input")
    if isinstance(whole, str):
        return lenient_value(_HEADED.sub("", whole))
    return {name: attributes[key] for key, name in _ARGUMENTS.items() if key in attributes} or None


def _output(span: Span) -> JSON:
    event = next((event for event in span.events if event.name == "tool.output"), None)
    if event is None:
        return lenient_value(span.attributes.get("tool.output"))
    told = next((event.attributes[key] for key in ("output", "content") if key in event.attributes), None)
    return dict(event.attributes) if told is None else lenient_value(told)


def _is_own(span: Span) -> bool:
    return span.name.startswith(PREFIX) or span.attributes.get("span.type") in _TYPES


_TYPES = ("interaction", "llm_request", "tool_execution", "tool.execution", "tool.blocked_on_user")

DIALECT = Dialect("claude_code", read, also=_is_own)
