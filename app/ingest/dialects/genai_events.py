"""GenAI content in span events, one a message."""

from app.domain.message import Message
from app.domain.span import Span
from app.domain.span_reading import SpanReading
from app.ingest.dialects.dialect import Dialect
from app.ingest.event_messages import CHOICE, NAMES, EventContent, conversation, finish_reason
from app.ingest.lenient import lenient_value
from app.ingest.messages import messages_of
from app.ingest.tool_parts import shown
from app.ingest.transcript import transcript

_PROMPT = "gen_ai.content.prompt"
_COMPLETION = "gen_ai.content.completion"


def read(span: Span) -> SpanReading:
    """A model's messages; on a tool's span the first event holds the arguments and the choice the result."""
    if span.attributes.get("gen_ai.operation.name") == "execute_tool":
        return _tool(span)
    told = [EventContent(event.name, dict(event.attributes)) for event in span.events]
    given, said = conversation(told)
    return SpanReading(
        dialect="genai_events",
        input_messages=given or _from_one_event(span, _PROMPT, "gen_ai.prompt", role="user"),
        output_messages=said or _from_one_event(span, _COMPLETION, "gen_ai.completion", role="assistant"),
        finish_reason=finish_reason(told),
    )


def _tool(span: Span) -> SpanReading:
    asked = next((event for event in span.events if event.name == "gen_ai.tool.message"), None)
    given = next((event for event in span.events if event.name == CHOICE), None)
    return SpanReading(
        dialect="genai_events",
        input=lenient_value(asked.attributes.get("content")) if asked else None,
        output=shown(given.attributes.get("message", given.attributes.get("content"))) if given else None,
    )


def _from_one_event(span: Span, name: str, key: str, *, role: str) -> tuple[Message, ...]:
    """The convention before: one event with the whole prompt, one with the whole completion."""
    event = next((event for event in span.events if event.name == name), None)
    told = event.attributes.get(key) if event else None
    return (transcript(told) if isinstance(told, str) else ()) or messages_of(told, role=role)


def _holds_messages(span: Span) -> bool:
    return any(event.name in NAMES or event.name in (_PROMPT, _COMPLETION) for event in span.events)


DIALECT = Dialect("genai_events", read, records=_holds_messages)
