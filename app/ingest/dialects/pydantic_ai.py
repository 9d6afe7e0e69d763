"""Pydantic AI: the formats before it followed the conventions, and what it adds to them."""

from collections.abc import Mapping

from app.domain.json import JSON
from app.domain.span import Span
from app.domain.span_reading import Role, SpanReading
from app.domain.step import StepKind
from app.ingest.dialects.dialect import Dialect
from app.ingest.event_messages import finish_reason, listed_conversation, listed_events
from app.ingest.lenient import as_dict, as_text, lenient_value
from app.ingest.tools import tools_of

_TELLING = ("model_request_parameters", "tool_arguments", "tool_response", "all_messages_events", "agent_name")


def read(span: Span) -> SpanReading:
    attributes = span.attributes
    role, kind = _role(span)
    told = listed_events(attributes.get("events"))
    given, said = listed_conversation(told)
    offered = as_dict(attributes.get("model_request_parameters"))
    return SpanReading(
        dialect="pydantic_ai",
        role=role,
        kind=kind,
        agent=as_text(attributes.get("agent_name")),
        input_messages=given,
        output_messages=said,
        tools=tools_of(dict(offered)) if offered else (),
        input=lenient_value(attributes.get("tool_arguments")),
        output=lenient_value(attributes.get("tool_response")),
        finish_reason=finish_reason(told),
        error=_retry(attributes) if span.events else None,
    )


def _role(span: Span) -> tuple[Role | None, StepKind | None]:
    name = span.name.lower()
    if name.startswith("running tool") and "gen_ai.tool.name" in span.attributes:
        return Role.STEP, StepKind.TOOL
    if name == "agent run" or (name.startswith("running") and "tools" in name):
        return Role.CONTAINER, None
    return None, None


def _retry(attributes: Mapping[str, JSON]) -> str | None:
    """The text of a retry stands in the response alone: status and exception message are empty."""
    response = as_text(attributes.get("tool_response"))
    return response if response and "Fix the errors" not in response else None


DIALECT = Dialect("pydantic_ai", read, names=_TELLING, also=lambda span: span.scope == "pydantic-ai")
