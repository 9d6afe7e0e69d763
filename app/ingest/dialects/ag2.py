"""AG2: its span types, beside the GenAI conventions that it follows."""

from app.domain.span import Span
from app.domain.span_reading import Role, SpanReading
from app.domain.step import StepKind
from app.ingest.dialects.dialect import Dialect
from app.ingest.lenient import as_text, lenient_value

_TYPE = "ag2.span.type"
_STEPS = {
    "llm": StepKind.MODEL,
    "tool": StepKind.TOOL,
    "code_execution": StepKind.TOOL,
    "human_input": StepKind.HUMAN,
    "speaker_selection": StepKind.ROUTING,
    "handoff": StepKind.HANDOFF,
}
_CONTAINERS = ("agent", "conversation", "multi_conversation")


def read(span: Span) -> SpanReading:
    """The span type is finer than the operation; a record of usage repeats the tokens of the call before it."""
    attributes = span.attributes
    kind = _STEPS.get(str(attributes[_TYPE]))
    role = Role.STEP if kind else Role.CONTAINER if attributes[_TYPE] in _CONTAINERS else Role.DETAIL
    routing = kind is StepKind.ROUTING
    return SpanReading(
        dialect="ag2",
        role=role,
        kind=kind,
        input=lenient_value(attributes.get("ag2.speaker_selection.candidates"))
        if routing
        else _human(span, "prompt"),
        output=as_text(attributes.get("ag2.speaker_selection.selected")) if routing else _human(span, "response"),
    )


def _human(span: Span, key: str) -> str | None:
    return as_text(span.attributes.get(f"ag2.human_input.{key}"))


DIALECT = Dialect("ag2", read, names=(_TYPE,))
