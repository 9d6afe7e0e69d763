"""Laminar: `lmnr.span.type`, `lmnr.span.input` and `lmnr.span.output`."""

from app.domain.reading import Reading
from app.domain.span import Span
from app.ingest.dialects.dialect import Dialect
from app.ingest.loose import as_text
from app.ingest.marked import Mark, marked

TYPE = "lmnr.span.type"


def read(span: Span) -> Reading:
    attributes = span.attributes
    mark = Mark(
        kind=str(attributes[TYPE]),
        name=span.name,
        asked=attributes.get("lmnr.span.input"),
        answered=attributes.get("lmnr.span.output"),
        conversation_id=as_text(attributes.get("lmnr.association.properties.session_id")),
    )
    return marked(mark, dialect="laminar")


DIALECT = Dialect("laminar", read, names=(TYPE,))
