"""LlamaIndex's own OpenTelemetry integration: what models were asked and said stands in span events."""

import re
from collections.abc import Mapping

from app.domain.json import JSON
from app.domain.span import Span
from app.domain.span_reading import Role, SpanReading
from app.domain.step import StepKind
from app.ingest.dialects.dialect import Dialect
from app.ingest.flattened import branch
from app.ingest.lenient import as_dict, as_text, lenient_value
from app.ingest.messages import messages_of
from app.ingest.reply import reply_of
from app.ingest.tools import tools_of

RUN = "llamaindex.run_id"
_CALL = re.compile(
    r"ToolCall\(tool_name='(?P<name>[^']*)', tool_kwargs=(?P<given>.*), tool_id='(?P<id>[^']*)'\)", re.DOTALL
)


def read(span: Span) -> SpanReading:
    """A span with a chat's events is a model call, one that was given a tool call is that; others hold them."""
    events = {event.name: event.attributes for event in span.events}
    ended = events.get("LLMChatEndEvent") or events.get("LLMCompletionEndEvent")
    if ended is not None:
        return _model(events.get("LLMChatStartEvent") or {}, ended)
    call = _CALL.match(str(span.attributes.get("llamaindex.step.input_summary")))
    if call is not None and span.name.endswith(".call_tool"):
        return SpanReading(
            dialect="llamaindex",
            role=Role.STEP,
            kind=StepKind.TOOL,
            name=call["name"],
            call_id=call["id"],
            input=lenient_value(call["given"]),
        )
    return SpanReading(dialect="llamaindex", role=Role.CONTAINER, name=span.name)


def _model(began: Mapping[str, JSON], ended: Mapping[str, JSON]) -> SpanReading:
    response = as_dict(branch(ended, "response"))
    reply = reply_of(response.get("raw"))
    model = as_text(began.get("model_dict.model_name") or began.get("model_dict.model"))
    said = as_dict(response.get("message"))
    return SpanReading(
        dialect="llamaindex",
        role=Role.STEP,
        kind=StepKind.MODEL,
        request_model=model,
        response_model=reply.model,
        response_id=reply.id,
        input_messages=messages_of(ended.get("messages") or began.get("messages") or ended.get("prompt")),
        output_messages=messages_of(
            {**said, "blocks": lenient_value(said.get("blocks"))} if said else None, role="assistant"
        ),
        tools=tools_of(began.get("additional_kwargs.tools")),
        usage=reply.usage,
        finish_reason=reply.finish_reason,
    )


DIALECT = Dialect(
    "llamaindex", read, names=(RUN,), also=lambda span: span.scope.startswith("llamaindex.opentelemetry")
)
