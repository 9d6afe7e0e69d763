"""Langfuse: `langfuse.observation.*`."""

from collections.abc import Mapping
from dataclasses import replace

from app.domain.json import JSON
from app.domain.span import Span
from app.domain.span_reading import Role, SpanReading, merged_usage
from app.domain.step import StepKind
from app.ingest.dialects.dialect import Dialect
from app.ingest.lenient import as_dict, as_float, as_text
from app.ingest.messages import messages_of
from app.ingest.outcome import arguments_of, outcome_of
from app.ingest.parameters import steering
from app.ingest.reply import reply_of
from app.ingest.request import offered, requested
from app.ingest.token_counts import usage_of
from app.ingest.tool_parts import shown

PREFIX = "langfuse.observation."
TYPE = f"{PREFIX}type"
STEPS: Mapping[str, StepKind] = {
    "generation": StepKind.MODEL,
    "tool": StepKind.TOOL,
    "retriever": StepKind.RETRIEVAL,
    "embedding": StepKind.EMBEDDING,
    "guardrail": StepKind.GUARDRAIL,
    "evaluator": StepKind.EVALUATION,
}


def read(span: Span) -> SpanReading:
    said = str(span.attributes.get(TYPE) or "generation").lower()  # without a type only its model or tokens are known
    kind = STEPS.get(said)
    base = _base(span)
    if kind is not None:
        told = _model if kind is StepKind.MODEL else _plain
        return replace(told(span, base), role=Role.STEP, kind=kind)
    if said == "agent":
        return replace(_words(span, base), role=Role.CONTAINER, agent=base.agent or span.name)
    return replace(base, role=Role.DETAIL if said == "event" else Role.CONTAINER)


def _words(span: Span, base: SpanReading) -> SpanReading:
    """What an agent was asked and answered; what is long is a state, and no words."""
    asked, answered = span.attributes.get(f"{PREFIX}input"), span.attributes.get(f"{PREFIX}output")
    if any(not isinstance(value, str) or len(value) > _MOST_WORDS for value in (asked, answered)):
        return base
    said = messages_of(answered, role="assistant")
    return replace(base, input_messages=requested(asked), output_messages=said)


_MOST_WORDS = 20_000  # characters


def _base(span: Span) -> SpanReading:
    """What every observation tells; the level says that it failed even where the status does not."""
    attributes = span.attributes
    failed = attributes.get(f"{PREFIX}level") == "ERROR"
    return SpanReading(
        dialect="langfuse",
        name=span.name,
        agent=as_text(as_dict(attributes.get(f"{PREFIX}metadata")).get("lc_agent_name")),
        failed=failed,
        error=as_text(attributes.get(f"{PREFIX}status_message")) if failed else None,
        conversation_id=as_text(attributes.get("session.id") or attributes.get("langfuse.session.id")),
    )


def _model(span: Span, base: SpanReading) -> SpanReading:
    attributes = span.attributes
    asked, answered = attributes.get(f"{PREFIX}input"), attributes.get(f"{PREFIX}output")
    reply = reply_of(answered)
    return replace(
        base,
        name=None,
        response_model=as_text(attributes.get(f"{PREFIX}model.name")) or reply.model,
        response_id=reply.id,
        input_messages=requested(asked),
        output_messages=messages_of(answered, role="assistant"),
        tools=offered(asked),
        parameters=reply.steered(steering(attributes.get(f"{PREFIX}model.parameters"))),
        usage=merged_usage(usage_of(attributes.get(f"{PREFIX}usage_details")), reply.usage),
        cost_usd=_cost(attributes.get(f"{PREFIX}cost_details")) or reply.cost_usd,
        finish_reason=reply.finish_reason,
    )


def _plain(span: Span, base: SpanReading) -> SpanReading:
    outcome = outcome_of(span.attributes.get(f"{PREFIX}output"))
    return replace(
        base,
        call_id=outcome.call_id,
        input=arguments_of(span.attributes.get(f"{PREFIX}input")),
        output=shown(outcome.result),
        failed=base.failed or outcome.is_error is True,
        error=base.error or outcome.error,
    )


def _cost(value: JSON) -> float | None:
    """The total in US dollars, which Langfuse keeps beside the costs of input and output."""
    details = as_dict(value)
    total = as_float(details.get("total"))
    if total is not None or not details:
        return total
    known = [cost for cost in map(as_float, details.values()) if cost is not None]
    return sum(known) if known else None


DIALECT = Dialect("langfuse", read, names=(TYPE, f"{PREFIX}model.name", f"{PREFIX}usage_details"))
