"""GenAI content in `gen_ai.client.inference.operation.details`: span events or log records with attributes."""

from collections.abc import Mapping
from dataclasses import replace

from app.domain.json import JSON
from app.domain.message import Message, ToolCall, ToolResult
from app.domain.span import Span
from app.domain.span_reading import SpanReading
from app.ingest.dialects import genai
from app.ingest.dialects.dialect import Dialect

EVENT = "gen_ai.client.inference.operation.details"


def read(span: Span) -> SpanReading:
    """One event may hold all of the content, or several each a piece of it."""
    found: dict[str, JSON] = {}
    for attributes in _attributes(span):
        found |= {key: value for key, value in attributes.items() if key not in found}
    reading = genai.read(replace(span, attributes=found))
    reading = replace(reading, dialect="genai_details", role=None, kind=None, name=None)
    return with_tool_content(reading)


def _attributes(span: Span) -> list[Mapping[str, JSON]]:
    events = [event.attributes for event in span.events if event.name == EVENT]
    return events + [log.attributes for log in span.logs if log.name == EVENT]


def with_tool_content(reading: SpanReading) -> SpanReading:
    """The same reading, where messages that hold a single call or result tell a tool's input and output."""
    call = _single(reading.input_messages, ToolCall)
    result = _single(reading.output_messages, ToolResult)
    if isinstance(call, ToolCall):
        reading = replace(reading, input=call.arguments if reading.input is None else reading.input)
    if isinstance(result, ToolResult):
        reading = replace(reading, output=result.result if reading.output is None else reading.output)
    return reading


def _single(messages: tuple[Message, ...], kind: type[ToolCall | ToolResult]) -> ToolCall | ToolResult | None:
    parts = [part for message in messages for part in message.parts]
    only = parts[0] if len(parts) == 1 else None
    return only if isinstance(only, kind) else None


def _holds_details(span: Span) -> bool:
    return any(event.name == EVENT for event in span.events) or any(log.name == EVENT for log in span.logs)


DIALECT = Dialect("genai_details", read, records=_holds_details)
