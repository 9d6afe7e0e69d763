"""Logfire: its spans' messages, levels, and the request and response of clients that it watches."""

from app.domain.message import Message
from app.domain.span import Span
from app.domain.span_reading import Role, SpanReading
from app.domain.step import StepKind
from app.ingest.body import Body
from app.ingest.dialects.dialect import Dialect
from app.ingest.dialects.genai_operations import kind_of
from app.ingest.event_messages import conversation, listed_events
from app.ingest.lenient import as_dict, as_float, as_text
from app.ingest.messages import messages_of
from app.ingest.raw_messages import given_in
from app.ingest.token_counts import usage_of
from app.ingest.tools import tools_of

_ERROR = 17  # logfire.level_num of `error`; `fatal` is 21


def read(span: Span) -> SpanReading:
    attributes = span.attributes
    request = as_dict(attributes.get("request_data"))
    response = as_dict(attributes.get("response_data"))
    kind = _kind(span, request)
    loud = (as_float(attributes.get("logfire.level_num")) or 0) >= _ERROR
    given, said = _told(span, request, response)
    return SpanReading(
        dialect="logfire",
        role=_role(span, is_call=kind is not None),
        kind=kind,
        name=as_text(attributes.get("logfire.msg")) if _is_plain(span) else None,
        request_model=as_text(request.get("model")),
        input_messages=given if kind is StepKind.MODEL else (),
        output_messages=said,
        input=request.get("input") if kind is StepKind.EMBEDDING else None,
        tools=tools_of(request.get("tools")),
        usage=usage_of(as_dict(response.get("usage"))),
        failed=loud,
        error=as_text(attributes.get("logfire.msg"))
        if loud and not span.events and not span.status_message
        else None,
    )


def _kind(span: Span, request: Body) -> StepKind | None:
    """What a client was asked for: words for messages or a prompt, or numbers for a text; None where nothing was."""
    if not ({"messages", "input", "prompt", "contents"} & request.keys() or "events" in span.attributes):
        return None
    return kind_of(span) or (StepKind.EMBEDDING if span.name.startswith("Embedding") else StepKind.MODEL)


def _told(span: Span, request: Body, response: Body) -> tuple[tuple[Message, ...], tuple[Message, ...]]:
    """What the model was given and what it said: in request and response, or one event each."""
    events = listed_events(span.attributes.get("events"))
    given, said = conversation(events)
    if given and not said and given[-1].role == "assistant":  # of the Responses API: nobody speaks after the reply
        given, said = given[:-1], given[-1:]
    told = response.get("message") or response.get("output") or response.get("text")
    return given or given_in(dict(request)), said or messages_of(told, role="assistant")


def _role(span: Span, *, is_call: bool) -> Role | None:
    """A pending span announces one that follows with the same content: it is no call of its own."""
    if span.attributes.get("logfire.span_type") == "pending_span":
        return Role.DETAIL
    return Role.STEP if is_call else None


def _is_plain(span: Span) -> bool:
    """Whether the message is the better name: an application's span, whose name is a template."""
    return "gen_ai.operation.name" not in span.attributes and "gen_ai.tool.name" not in span.attributes


DIALECT = Dialect("logfire", read, names=("logfire.span_type", "logfire.msg"))
