"""MLflow tracing: `mlflow.spanType`, `mlflow.spanInputs` and `mlflow.spanOutputs`, every value of them JSON."""

from collections.abc import Mapping
from dataclasses import replace

from app.domain.span import Span
from app.domain.span_reading import Role, SpanReading, merged_usage
from app.domain.step import StepKind
from app.ingest.dialects.dialect import Dialect
from app.ingest.lenient import as_dict, as_float, as_text, unquoted
from app.ingest.messages import messages_of
from app.ingest.outcome import arguments_of, outcome_of
from app.ingest.parameters import steering
from app.ingest.reply import reply_of
from app.ingest.request import offered, requested
from app.ingest.token_counts import usage_of
from app.ingest.tools import tools_of

TYPE, INPUTS, OUTPUTS = "mlflow.spanType", "mlflow.spanInputs", "mlflow.spanOutputs"
STEPS: Mapping[str, StepKind] = {
    "CHAT_MODEL": StepKind.MODEL,
    "LLM": StepKind.MODEL,
    "TOOL": StepKind.TOOL,
    "RETRIEVER": StepKind.RETRIEVAL,
    "EMBEDDING": StepKind.EMBEDDING,
    "RERANKER": StepKind.RERANK,
    "MEMORY": StepKind.MEMORY,
    "GUARDRAIL": StepKind.GUARDRAIL,
    "EVALUATOR": StepKind.EVALUATION,
}
_ERROR_LEVEL = 40  # the numbers of Python's logging, in `mlflow.spanLogLevel`


def read(span: Span) -> SpanReading:
    said = str(unquoted(span.attributes[TYPE])).upper()
    kind = STEPS.get(said)
    base = _base(span)
    if kind is not None:
        told = _model if kind is StepKind.MODEL else _plain
        return replace(told(span, base), role=Role.STEP, kind=kind)
    if said == "PARSER":
        return replace(base, role=Role.DETAIL)
    # An unknown type is what a plain decorator leaves: the names may tell more.
    role = None if said in ("UNKNOWN", "NONE") else Role.CONTAINER
    return replace(base, role=role, agent=span.name if said == "AGENT" else None)


def _base(span: Span) -> SpanReading:
    level = as_float(unquoted(span.attributes.get("mlflow.spanLogLevel")))
    session = unquoted(span.attributes.get("mlflow.trace.session") or span.attributes.get("session.id"))
    return SpanReading(
        dialect="mlflow",
        name=span.name,
        failed=level is not None and level >= _ERROR_LEVEL,
        conversation_id=as_text(session),
    )


def _model(span: Span, base: SpanReading) -> SpanReading:
    attributes = span.attributes
    asked, answered = unquoted(attributes.get(INPUTS)), unquoted(attributes.get(OUTPUTS))
    reply = reply_of(answered)
    request = as_dict(asked)
    model = as_text(unquoted(attributes.get("model") or attributes.get("mlflow.llm.model")))
    tools = unquoted(attributes.get("mlflow.chat.tools") or attributes.get("tools"))
    return replace(
        base,
        name=None,
        request_model=model,
        response_model=reply.model or as_text(unquoted(attributes.get("mlflow.llm.model"))),
        response_id=reply.id,
        provider=as_text(unquoted(attributes.get("mlflow.llm.provider"))),
        input_messages=requested(asked),
        output_messages=messages_of(answered, role="assistant"),
        tools=tools_of(tools) or offered(asked),
        parameters=reply.steered(steering(request)),
        usage=merged_usage(usage_of(unquoted(attributes.get("mlflow.chat.tokenUsage"))), reply.usage),
        cost_usd=as_float(as_dict(unquoted(attributes.get("mlflow.llm.cost"))).get("total_cost")) or reply.cost_usd,
        finish_reason=reply.finish_reason,
    )


def _plain(span: Span, base: SpanReading) -> SpanReading:
    attributes = span.attributes
    outcome = outcome_of(unquoted(attributes.get(OUTPUTS)))
    return replace(
        base,
        call_id=outcome.call_id,
        input=arguments_of(unquoted(attributes.get(INPUTS))),
        output=outcome.result,
        failed=base.failed or outcome.is_error is True,
        error=outcome.error,
    )


DIALECT = Dialect("mlflow", read, names=(TYPE,))
