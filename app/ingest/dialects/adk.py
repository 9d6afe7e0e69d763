"""Google's Agent Development Kit: its own attributes, and the spans it writes beside the conventions."""

import re
from collections.abc import Mapping

from app.domain.json import JSON
from app.domain.span import Span
from app.domain.span_reading import Role, SpanReading
from app.domain.step import StepKind
from app.ingest.dialects.dialect import Dialect
from app.ingest.lenient import as_dict, as_text, lenient_value, unquoted_text
from app.ingest.messages import candidate_messages, messages_of
from app.ingest.token_counts import usage_of
from app.ingest.tools import tools_of

_PREFIX = "gcp.vertex.agent"
_AGENT = re.compile(r"(?:agent_run|invoke_agent) \[?([^\]]+)\]?")
_MERGED = "(merged"  # after parallel tools ADK writes a span that repeats their responses


def read(span: Span) -> SpanReading:
    attributes = span.attributes
    request = as_dict(attributes.get(f"{_PREFIX}.llm_request"))
    response = as_dict(attributes.get(f"{_PREFIX}.llm_response"))
    role, kind = _role(span)
    config = as_dict(request.get("config"))
    named = _AGENT.fullmatch(span.name)
    return SpanReading(
        dialect="adk",
        role=role,
        kind=kind,
        agent=named.group(1) if named else None,
        request_model=as_text(request.get("model")),
        input_messages=messages_of(dict(request)) if request else (),
        output_messages=candidate_messages(response),
        tools=tools_of(config.get("tools")),
        parameters={key: value for key, value in config.items() if key not in _NOT_PARAMETERS},
        input=_content(attributes.get(f"{_PREFIX}.tool_call_args")),
        output=_content(attributes.get(f"{_PREFIX}.tool_response")),
        usage=usage_of(response.get("usage_metadata") or response.get("usageMetadata")),
        finish_reason=as_text(response.get("finish_reason") or response.get("finishReason")),
        error=as_text(response.get("error_message")),
        failed=bool(response.get("error_code") and response.get("error_message")),
        conversation_id=as_text(attributes.get(f"{_PREFIX}.session_id")),
    )


_NOT_PARAMETERS = ("tools", "system_instruction", "labels", "http_options")


def _role(span: Span) -> tuple[Role | None, StepKind | None]:
    if _MERGED in span.name or str(span.attributes.get("gen_ai.tool.name")).startswith(_MERGED):
        return Role.DETAIL, None
    if span.name == "call_llm":
        return Role.STEP, StepKind.MODEL
    if span.name.startswith("execute_tool "):
        return Role.STEP, StepKind.TOOL
    if span.name == "invocation" or _AGENT.fullmatch(span.name):
        return Role.CONTAINER, None
    return None, None


def _content(value: JSON) -> JSON:
    """An argument or response; ADK writes `{}` or `<not serializable>` where content is not captured."""
    found = lenient_value(unquoted_text(value))
    if isinstance(found, Mapping) and set(found) == {"result"}:
        return lenient_value(found["result"])
    return None if found in ("", "{}", "N/A", "<not serializable>", "<not specified>", {}) else found


DIALECT = Dialect("adk", read, prefixes=(_PREFIX,), also=lambda span: span.scope == _PREFIX)
