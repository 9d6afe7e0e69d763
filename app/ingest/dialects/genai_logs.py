"""GenAI content in log records, one a message, joined to their span by trace and span id."""

from app.domain.json import JSON
from app.domain.message import Message
from app.domain.span import LogRecord, Span
from app.domain.span_reading import SpanReading
from app.ingest.dialects.dialect import Dialect
from app.ingest.event_messages import NAMES, EventContent, conversation, finish_reason
from app.ingest.lenient import as_dict, lenient_value
from app.ingest.messages import messages_of


def read(span: Span) -> SpanReading:
    told = [EventContent(log.name, _body(log)) for log in span.logs if log.name in NAMES]
    given, said = conversation(told)
    whole = next((as_dict(log.body) for log in span.logs if _both_sides(log)), {})
    return SpanReading(
        dialect="genai_logs",
        input_messages=given or _side(whole.get("input")),
        output_messages=said or _side(whole.get("output"), role="assistant"),
        finish_reason=finish_reason(told),
    )


def _body(log: LogRecord) -> JSON:
    """The body; writers that have none put its fields into attributes."""
    body = lenient_value(log.body)
    return dict(log.attributes) if body in (None, "", {}) else body


def _both_sides(log: LogRecord) -> bool:
    """AWS' distribution writes one record a call, with both sides in its body."""
    body = log.body
    return isinstance(body, dict) and isinstance(body.get("input"), dict) and "messages" in body["input"]


def _side(value: JSON, *, role: str = "user") -> tuple[Message, ...]:
    return messages_of(as_dict(value).get("messages"), role=role)


def _holds_messages(span: Span) -> bool:
    return any(log.name in NAMES or _both_sides(log) for log in span.logs)


DIALECT = Dialect("genai_logs", read, records=_holds_messages)
