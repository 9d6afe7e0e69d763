"""LangWatch: `langwatch.span.type`, and values that say of what type they are."""

from app.domain.json import JSON
from app.domain.reading import Reading
from app.domain.span import Span
from app.ingest.dialects.dialect import Dialect
from app.ingest.loose import as_dict, as_text, loose
from app.ingest.marked import Mark, marked

TYPE = "langwatch.span.type"


def read(span: Span) -> Reading:
    attributes = span.attributes
    answered = attributes.get("langwatch.output")
    found = attributes.get("langwatch.rag.contexts") or attributes.get("langwatch.rag_contexts")
    mark = Mark(
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
    return loose(body["value"]) if {"type", "value"} == body.keys() else loose(value)


DIALECT = Dialect("langwatch", read, names=(TYPE,))
