"""Genkit: `genkit:type` and `genkit:metadata:subtype`, `genkit:input` and `genkit:output`."""

from dataclasses import replace

from app.domain.span import Span
from app.domain.span_reading import SpanReading
from app.ingest.dialects.dialect import Dialect
from app.ingest.lenient import as_dict, as_text
from app.ingest.span_mark import SpanMark, marked

TYPE, SUBTYPE, NAME = "genkit:type", "genkit:metadata:subtype", "genkit:name"


def read(span: Span) -> SpanReading:
    """Actions are told apart by their subtype; flows, their steps and helpers hold them."""
    attributes = span.attributes
    kind = str(attributes.get(SUBTYPE) or attributes.get(TYPE))
    name = as_text(attributes.get(NAME)) or span.name
    answered = attributes.get("genkit:output")
    mark = SpanMark(
        kind=kind,
        name=name.rpartition("/")[2] if kind == "tool" else name,
        asked=attributes.get("genkit:input"),
        answered=answered,
        model=name.rpartition("/")[2] if kind == "model" else None,
        metrics=as_dict(answered).get("usage"),
        conversation_id=as_text(attributes.get("genkit:sessionId")),
    )
    reading = marked(mark, dialect="genkit")
    failed = attributes.get("genkit:state") == "error"
    return replace(reading, failed=reading.failed or failed)


DIALECT = Dialect("genkit", read, names=(TYPE, NAME))
