"""LangWatch: `langwatch.span.type`, and values that say of what type they are."""

from app.domain.json import JSON
from app.domain.span import Span
from app.domain.span_reading import SpanReading
from app.ingest.dialects.dialect import Dialect
from app.ingest.lenient import as_dict, as_text, lenient_value
from app.ingest.span_mark import SpanMark, marked

TYPE = "langwatch.span.type"


def read(span: Span) -> SpanReading:
    attributes = span.attributes
    answered = attributes.get("langwatch.output")
    found = attributes.get("langwatch.rag.contexts") or attributes.get("langwatch.rag_contexts")
    mark = SpanMark(
        kind=str(attributes[TYPE]),
        name=span.name,
        asked=_value(attributes.get("langwatch.input")),
        answered=_value(found if answered is None else answered),
        model=as_text(attributes.get("gen_ai.request.model")),
        metrics=_value(attributes.get("langwatch.metrics")),
        conversation_id=as_text(attributes.get("langwatch.thread.id")),
    )
    return marked(mark, dialect="langwatch")


def _value(value: JSON) -> JSON:
    """What stands in `{"type": "chat_messages", "value": [...]}`."""
    body = as_dict(value)
    return lenient_value(body["value"]) if {"type", "value"} == body.keys() else lenient_value(value)


DIALECT = Dialect("langwatch", read, names=(TYPE,))
