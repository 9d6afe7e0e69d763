"""VoltAgent: `entity.type` on every span, `span.type` on those below an agent's."""

from dataclasses import replace

from app.domain.span import Span
from app.domain.span_reading import Role, SpanReading
from app.domain.step import StepKind
from app.ingest.dialects.dialect import Dialect
from app.ingest.flattened import below
from app.ingest.lenient import as_text
from app.ingest.messages import messages_of, system_message
from app.ingest.outcome import arguments_of, outcome_of
from app.ingest.request import requested
from app.ingest.span_mark import STEPS
from app.ingest.token_counts import usage_of

ENTITY, TYPE = "entity.type", "span.type"
_DETAILS = ("middleware", "summary")


def read(span: Span) -> SpanReading:
    attributes = span.attributes
    said = str(attributes.get(TYPE) or attributes[ENTITY])
    base = SpanReading(dialect="voltagent", conversation_id=as_text(attributes.get("conversation.id")))
    kind = STEPS.get("retriever" if said == "vector" else said)
    if kind is StepKind.MODEL:
        return _model(span, base)
    if kind is not None:
        return _plain(span, replace(base, kind=kind))
    if said == "agent":
        return _agent(span, base)
    return replace(base, role=Role.DETAIL if said in _DETAILS else Role.CONTAINER, name=span.name)


def _model(span: Span, base: SpanReading) -> SpanReading:
    """All calls of one run of the model, whose reply is the agent's."""
    attributes = span.attributes
    return replace(
        base,
        role=Role.STEP,
        kind=StepKind.MODEL,
        request_model=as_text(attributes.get("llm.model_id") or attributes.get("llm.model")),
        provider=as_text(attributes.get("llm.provider")),
        input_messages=messages_of(attributes.get("llm.messages")),
        usage=usage_of(below(attributes, "llm.usage")),
        finish_reason=as_text(attributes.get("llm.finish_reason")),
    )


def _plain(span: Span, base: SpanReading) -> SpanReading:
    attributes = span.attributes
    outcome = outcome_of(attributes.get("output"))
    return replace(
        base,
        role=Role.STEP,
        name=as_text(attributes.get("tool.name")) or span.name,
        call_id=as_text(attributes.get("tool.call.id")),
        input=arguments_of(attributes.get("input")),
        output=outcome.result,
        failed=outcome.is_error is True,
    )


def _agent(span: Span, base: SpanReading) -> SpanReading:
    attributes = span.attributes
    given = system_message(attributes.get("agent.instructions")) + requested(attributes.get("input"))
    return replace(
        base,
        role=Role.CONTAINER,
        kind=StepKind.MODEL,
        name=span.name,
        agent=as_text(attributes.get("subagent.name") or attributes.get("entity.name")),
        request_model=as_text(attributes.get("ai.model.name")),
        input_messages=given,
        output_messages=messages_of(attributes.get("output"), role="assistant"),
        usage=usage_of(below(attributes, "usage")),
        finish_reason=as_text(attributes.get("ai.response.finish_reason")),
    )


DIALECT = Dialect("voltagent", read, names=(ENTITY,))
