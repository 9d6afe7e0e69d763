"""Spring AI: `spring.ai.kind`, for clients, advisors, tools and vector stores."""

from app.domain.json import JSON
from app.domain.span import Span
from app.domain.span_reading import Role, SpanReading
from app.domain.step import StepKind
from app.ingest.dialects.dialect import Dialect
from app.ingest.lenient import as_text, lenient_value
from app.ingest.outcome import outcome_of

KIND = "spring.ai.kind"


def read(span: Span) -> SpanReading:
    """Tools and queries of a store are steps; a client with its advisors holds them."""
    attributes = span.attributes
    match attributes[KIND]:
        case "tool_call":
            return _step(
                StepKind.TOOL,
                name=attributes.get("spring.ai.tool.definition.name") or span.name,
                given=attributes.get("spring.ai.tool.call.arguments"),
                found=attributes.get("spring.ai.tool.call.result"),
            )
        case "vector_store" if "query" in str(attributes.get("db.operation.name") or span.name):
            return _step(
                StepKind.RETRIEVAL,
                name=attributes.get("db.collection.name") or span.name,
                given=attributes.get("db.vector.query.content"),
                found=attributes.get("db.vector.query.response.documents"),
            )
        case "vector_store":
            return SpanReading(dialect="spring_ai", role=Role.DETAIL, name=span.name)
        case _:
            session = as_text(attributes.get("spring.ai.chat.client.conversation.id"))
            return SpanReading(dialect="spring_ai", role=Role.CONTAINER, name=span.name, conversation_id=session)


def _step(kind: StepKind, *, name: JSON, given: JSON, found: JSON) -> SpanReading:
    outcome = outcome_of(found)
    return SpanReading(
        dialect="spring_ai",
        role=Role.STEP,
        kind=kind,
        name=as_text(name),
        input=lenient_value(given),
        output=outcome.result,
        failed=outcome.is_error is True,
        error=outcome.error,
    )


DIALECT = Dialect("spring_ai", read, names=(KIND,))
