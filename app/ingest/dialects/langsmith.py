"""LangSmith's OpenTelemetry export: `langsmith.span.kind`, and JSON under `gen_ai.prompt` and `gen_ai.completion`."""

from collections.abc import Mapping
from dataclasses import replace

from app.domain.json import JSON
from app.domain.span import Span
from app.domain.span_reading import Role, SpanReading, merged_usage
from app.domain.step import StepKind
from app.ingest.dialects.dialect import Dialect
from app.ingest.dialects.genai import parameters
from app.ingest.evidence import thrown
from app.ingest.lenient import as_text, lenient_value
from app.ingest.messages import messages_of
from app.ingest.outcome import arguments_of, outcome_of
from app.ingest.reply import reply_of
from app.ingest.request import offered, requested
from app.ingest.token_counts import usage_of
from app.ingest.tools import tools_of

KIND, METADATA = "langsmith.span.kind", "langsmith.metadata."
PROMPT, COMPLETION = "gen_ai.prompt", "gen_ai.completion"
STEPS: Mapping[str, StepKind] = {
    "llm": StepKind.MODEL,
    "tool": StepKind.TOOL,
    "retriever": StepKind.RETRIEVAL,
    "embedding": StepKind.EMBEDDING,
}
_SESSIONS = ("session_id", "thread_id", "conversation_id")


def read(span: Span) -> SpanReading:
    said = str(span.attributes[KIND]).lower()
    kind = STEPS.get(said)
    base = _base(span)
    if kind is not None:
        told = _model if kind is StepKind.MODEL else _plain
        return replace(told(span, base), role=Role.STEP, kind=kind)
    return replace(base, role=Role.DETAIL if said in ("prompt", "parser") else Role.CONTAINER)


def _base(span: Span) -> SpanReading:
    """What every run tells. LangSmith's own session is the project, so the application's metadata is asked."""
    attributes = span.attributes
    error = thrown(span)
    session = next((value for name in _SESSIONS if (value := attributes.get(f"{METADATA}{name}"))), None)
    return SpanReading(
        dialect="langsmith",
        name=as_text(attributes.get("gen_ai.tool.name")) or span.name,
        agent=as_text(attributes.get("gen_ai.agent.name") or attributes.get(f"{METADATA}lc_agent_name")),
        failed=error is not None,  # the SDK sets the status to OK even after an error
        error=error,
        conversation_id=as_text(session),
    )


def _model(span: Span, base: SpanReading) -> SpanReading:
    attributes = span.attributes
    asked, answered = attributes.get(PROMPT), attributes.get(COMPLETION)
    reply = reply_of(answered)
    model = attributes.get("gen_ai.request.model") or attributes.get(f"{METADATA}ls_model_name")
    return replace(
        base,
        name=None,
        request_model=as_text(model),
        response_model=as_text(attributes.get("gen_ai.response.model")) or reply.model,
        response_id=reply.id,
        provider=as_text(attributes.get("gen_ai.system") or attributes.get(f"{METADATA}ls_provider")),
        input_messages=requested(asked),
        output_messages=messages_of(answered, role="assistant"),
        tools=tools_of(attributes.get("gen_ai.tool.definitions")) or offered(asked),
        usage=merged_usage(usage_of(attributes.get(f"{METADATA}usage_metadata")), reply.usage),
        cost_usd=reply.cost_usd,
        parameters=reply.steered(parameters(attributes)),
        finish_reason=reply.finish_reason,
    )


def _plain(span: Span, base: SpanReading) -> SpanReading:
    attributes = span.attributes
    outcome = outcome_of(_sole(attributes.get(COMPLETION), "output", "documents"))
    return replace(
        base,
        call_id=as_text(attributes.get("gen_ai.tool.call.id")) or outcome.call_id,
        input=arguments_of(_sole(attributes.get(PROMPT), "input", "query")),
        output=outcome.result,
        failed=base.failed or outcome.is_error is True,
        error=base.error or outcome.error,
    )


def _sole(value: JSON, *keys: str) -> JSON:
    """What stands under the one key that LangSmith puts around values which are no mapping."""
    found = lenient_value(value)
    if isinstance(found, Mapping) and len(found) == 1 and next(iter(found)) in keys:
        return lenient_value(next(iter(found.values())))
    return found


DIALECT = Dialect("langsmith", read, names=(KIND,))
