"""Read spans on which an SDK marked kind, input and output under keys of its own, as most tracing products do."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.domain.json import JSON
from app.domain.span_reading import Role, SpanReading
from app.domain.step import StepKind
from app.ingest.lenient import as_dict, as_text, unquoted
from app.ingest.messages import messages_of
from app.ingest.outcome import arguments_of, outcome_of
from app.ingest.parameters import steering
from app.ingest.reply import reply_of
from app.ingest.request import offered, requested
from app.ingest.token_counts import usage_of

STEPS: Mapping[str, StepKind] = {
    "llm": StepKind.MODEL,
    "model": StepKind.MODEL,
    "generation": StepKind.MODEL,
    "chat": StepKind.MODEL,
    "tool": StepKind.TOOL,
    "tool_call": StepKind.TOOL,
    "retriever": StepKind.RETRIEVAL,
    "retrieval": StepKind.RETRIEVAL,
    "rag": StepKind.RETRIEVAL,
    "embedder": StepKind.EMBEDDING,
    "embedding": StepKind.EMBEDDING,
    "reranker": StepKind.RERANK,
    "guardrail": StepKind.GUARDRAIL,
    "evaluator": StepKind.EVALUATION,
    "evaluation": StepKind.EVALUATION,
    "score": StepKind.EVALUATION,
    "memory": StepKind.MEMORY,
    "human": StepKind.HUMAN,
}
"""The words of tracing products for their kinds of span, in lower case; every other word is a container's."""


@dataclass(frozen=True, slots=True)
class SpanMark:
    """What an SDK put on a span: its own word for the kind, and what went in and came out."""

    kind: str
    name: str
    asked: JSON = None
    answered: JSON = None
    model: str | None = None
    metrics: JSON = None
    conversation_id: str | None = None


def marked(mark: SpanMark, *, dialect: str) -> SpanReading:
    """The reading of a marked span; agents name their lane, and values are JSON even where they are texts."""
    mark = replace(mark, asked=unquoted(mark.asked), answered=unquoted(mark.answered))
    said = mark.kind.lower()
    kind = STEPS.get(said)
    base = SpanReading(dialect=dialect, name=mark.name, conversation_id=mark.conversation_id)
    if kind is None:
        return replace(base, role=Role.CONTAINER, agent=mark.name if said == "agent" else None)
    read = _model if kind is StepKind.MODEL else _plain
    return replace(read(mark, base), role=Role.STEP, kind=kind)


def _model(mark: SpanMark, base: SpanReading) -> SpanReading:
    request = as_dict(mark.asked)
    reply = reply_of(mark.answered)
    return replace(
        base,
        name=None,
        request_model=mark.model
        or (as_text(request.get("model")) if isinstance(request.get("model"), str) else None),
        response_model=reply.model,
        response_id=reply.id,
        input_messages=requested(mark.asked),
        output_messages=messages_of(mark.answered, role="assistant"),
        tools=offered(mark.asked),
        parameters=reply.steered(steering(request.get("config") or request)),
        usage=usage_of(mark.metrics) or reply.usage,
        cost_usd=reply.cost_usd,
        finish_reason=reply.finish_reason,
    )


def _plain(mark: SpanMark, base: SpanReading) -> SpanReading:
    outcome = outcome_of(mark.answered)
    return replace(
        base,
        call_id=outcome.call_id,
        input=arguments_of(mark.asked),
        output=outcome.result,
        failed=outcome.is_error is True,
        error=outcome.error,
    )
