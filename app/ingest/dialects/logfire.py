"""Logfire: its spans' messages, levels, and the request and response of clients that it watches."""

from app.domain.span import Span
from app.domain.span_reading import Role, SpanReading
from app.domain.step import StepKind
from app.ingest.dialects.dialect import Dialect
from app.ingest.lenient import as_dict, as_float, as_text
from app.ingest.messages import messages_of
from app.ingest.token_counts import usage_of
from app.ingest.tools import tools_of

_ERROR = 17  # logfire.level_num of `error`; `fatal` is 21


def read(span: Span) -> SpanReading:
    attributes = span.attributes
    request = as_dict(attributes.get("request_data"))
    response = as_dict(attributes.get("response_data"))
    is_call = "messages" in request or "input" in request
    loud = (as_float(attributes.get("logfire.level_num")) or 0) >= _ERROR
    usage = as_dict(response.get("usage"))
    return SpanReading(
        dialect="logfire",
        role=_role(span, is_call=is_call),
        kind=StepKind.MODEL if is_call else None,
        name=as_text(attributes.get("logfire.msg")) if _is_plain(span) else None,
        request_model=as_text(request.get("model")),
        input_messages=messages_of(request.get("messages") or request.get("input")) if is_call else (),
        output_messages=messages_of(response.get("message") or response.get("output"), role="assistant"),
        tools=tools_of(request.get("tools")),
        usage=usage_of(usage),
        failed=loud,
        error=as_text(attributes.get("logfire.msg"))
        if loud and not span.events and not span.status_message
        else None,
    )


def _role(span: Span, *, is_call: bool) -> Role | None:
    """A pending span announces one that follows with the same content: it is no call of its own."""
    if span.attributes.get("logfire.span_type") == "pending_span":
        return Role.DETAIL
    return Role.STEP if is_call else None


def _is_plain(span: Span) -> bool:
    """Whether the message is the better name: an application's span, whose name is a template."""
    return "gen_ai.operation.name" not in span.attributes and "gen_ai.tool.name" not in span.attributes


DIALECT = Dialect("logfire", read, names=("logfire.span_type", "logfire.msg"))
