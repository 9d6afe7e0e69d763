"""Braintrust: `braintrust.span_attributes`, `braintrust.input_json`, `braintrust.output_json` and their like."""

from app.domain.json import JSON
from app.domain.span import Span
from app.domain.span_reading import SpanReading
from app.ingest.dialects.dialect import Dialect
from app.ingest.lenient import as_dict, as_text
from app.ingest.span_mark import SpanMark, marked

PREFIX = "braintrust."
_MARKS = tuple(f"{PREFIX}{name}" for name in ("span_attributes", "input_json", "output_json", "input", "output"))


def read(span: Span) -> SpanReading:
    attributes = span.attributes
    said = as_dict(attributes.get(f"{PREFIX}span_attributes"))
    metadata = as_dict(attributes.get(f"{PREFIX}metadata"))
    mark = SpanMark(
        kind=as_text(said.get("type")) or "span",
        name=as_text(said.get("name")) or span.name,
        asked=_either(span, "input"),
        answered=_either(span, "output"),
        model=as_text(metadata.get("model")),
        metrics=attributes.get(f"{PREFIX}metrics"),
        conversation_id=as_text(metadata.get("session_id") or metadata.get("thread_id")),
    )
    return marked(mark, dialect="braintrust")


def _either(span: Span, name: str) -> JSON:
    return span.attributes.get(f"{PREFIX}{name}_json") or span.attributes.get(f"{PREFIX}{name}")


DIALECT = Dialect("braintrust", read, names=_MARKS)
