"""Laminar: `lmnr.span.type`, `lmnr.span.input` and `lmnr.span.output`."""

from app.domain.span import Span
from app.domain.span_reading import SpanReading
from app.ingest.dialects.dialect import Dialect
from app.ingest.lenient import as_text
from app.ingest.span_mark import SpanMark, marked

TYPE = "lmnr.span.type"


def read(span: Span) -> SpanReading:
    attributes = span.attributes
    mark = SpanMark(
        kind=str(attributes[TYPE]),
        name=span.name,
        asked=attributes.get("lmnr.span.input"),
        answered=attributes.get("lmnr.span.output"),
        conversation_id=as_text(attributes.get("lmnr.association.properties.session_id")),
    )
    return marked(mark, dialect="laminar")


DIALECT = Dialect("laminar", read, names=(TYPE,))
