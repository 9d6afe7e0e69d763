"""Logfire: its spans' messages, levels, and the request and response of clients that it watches."""

from app.domain.message import Message
from app.domain.span import Span
from app.domain.span_reading import Role, SpanReading
from app.domain.step import StepKind
from app.ingest.body import Body, filled
from app.ingest.dialects.dialect import Dialect
from app.ingest.dialects.genai_operations import kind_of
from app.ingest.event_messages import listed_conversation, listed_events
from app.ingest.lenient import as_dict, as_float, as_text
from app.ingest.messages import messages_of
from app.ingest.raw_messages import given_in
from app.ingest.token_counts import usage_of
from app.ingest.tools import tools_of

_TOOL = "Function: {name}"  # of the OpenAI Agents SDK, under Logfire
_ERROR = 17  # logfire.level_num of `error`; `fatal` is 21


def read(span: Span) -> SpanReading:
    attributes = span.attributes
    request = as_dict(attributes.get("request_data"))
    response = as_dict(attributes.get("response_data"))
    kind = _kind(span, request)
    given, said = _told(span, request, response) if StepKind.MODEL in (kind, kind_of(span)) else ((), ())
    loud = (as_float(attributes.get("logfire.level_num")) or 0) >= _ERROR
    return SpanReading(
        dialect="logfire",
        role=_role(span, is_call=kind is not None),
        kind=kind,
        name=_name(span, kind),
        request_model=as_text(request.get("model")),
        input_messages=given,
        output_messages=said,
        input=request.get("input") if kind is StepKind.EMBEDDING else None,
        tools=tools_of(request.get("tools")),
        usage=usage_of(as_dict(response.get("usage"))),
        failed=loud,
        error=as_text(attributes.get("logfire.msg")) if loud and not _says_why(span) else None,
    )


def _kind(span: Span, request: Body) -> StepKind | None:
    """What a client was asked for: words for messages or a prompt, or numbers for a text; None where nothing was."""
    if span.attributes.get("logfire.msg_template") == _TOOL:
        return StepKind.TOOL
    if not {"messages", "input", "prompt", "contents"} & request.keys():
        return None
    return kind_of(span) or (StepKind.EMBEDDING if span.name.startswith("Embedding") else StepKind.MODEL)


def _name(span: Span, kind: StepKind | None) -> str | None:
    """The message is the better name of an application's span, whose own is a template."""
    attributes = span.attributes
    if kind is StepKind.TOOL:
        return as_text(attributes.get("name"))
    named = "gen_ai.operation.name" in attributes or "gen_ai.tool.name" in attributes
    return None if named else as_text(attributes.get("logfire.msg"))


def _says_why(span: Span) -> bool:
    return bool(span.events or span.status_message or span.attributes.get("error.type"))


def _told(span: Span, request: Body, response: Body) -> tuple[tuple[Message, ...], tuple[Message, ...]]:
    """What the model was given and what it said: in request and response, or one event each."""
    given, said = listed_conversation(listed_events(span.attributes.get("events")))
    told = filled(response, "message", "output", "text", "combined_chunk_content")
    return given or given_in(dict(request)), said or messages_of(told, role="assistant")


def _role(span: Span, *, is_call: bool) -> Role | None:
    """A pending span announces one that follows with the same content: it is no call of its own."""
    if span.attributes.get("logfire.span_type") == "pending_span":
        return Role.DETAIL
    return Role.STEP if is_call else None


DIALECT = Dialect("logfire", read, names=("logfire.span_type", "logfire.msg"))
