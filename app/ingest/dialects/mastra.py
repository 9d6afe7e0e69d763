"""Mastra's exporter: `mastra.span.type`, and content under names that changed from version to version."""

from collections.abc import Mapping
from dataclasses import replace

from app.domain.json import JSON
from app.domain.span import Span
from app.domain.span_reading import Role, SpanReading
from app.domain.step import StepKind
from app.ingest.dialects.dialect import Dialect
from app.ingest.dialects.genai_usage import usage
from app.ingest.lenient import as_dict, as_text, lenient_value
from app.ingest.messages import messages_of
from app.ingest.outcome import arguments_of
from app.ingest.parameters import steering
from app.ingest.reply import reply_of
from app.ingest.request import offered, requested
from app.ingest.token_counts import usage_of

TYPE = "mastra.span.type"
STEPS: Mapping[str, StepKind] = {
    "model_inference": StepKind.MODEL,
    "tool_call": StepKind.TOOL,
    "mcp_tool_call": StepKind.TOOL,
    "client_tool_call": StepKind.TOOL,
    "provider_tool_call": StepKind.TOOL,
    "memory_operation": StepKind.MEMORY,
    "rag_embedding": StepKind.EMBEDDING,
    "rag_vector_operation": StepKind.RETRIEVAL,
}
CALLS = frozenset({"agent_run", "model_generation", "model_step"})
"""Containers that tell what the model said in them: newer versions put a `model_inference` into each step."""
DETAILS = frozenset({"model_chunk", "llm_chunk", "processor_run", "generic"})


def read(span: Span) -> SpanReading:
    said = str(span.attributes[TYPE])
    kind = STEPS.get(said)
    if kind is StepKind.MODEL:
        return replace(_base(span), role=Role.STEP, kind=kind)  # the rest follows the conventions
    if kind is not None:
        return _plain(span, kind)
    if said in CALLS or said == "llm_generation":
        return _calls(span, said)
    return replace(_base(span), role=Role.DETAIL if said in DETAILS else Role.CONTAINER, name=span.name)


def _base(span: Span) -> SpanReading:
    attributes = span.attributes
    session = next((found for key in _SESSIONS if (found := attributes.get(key))), None)
    return SpanReading(dialect="mastra", agent=_agent(attributes), conversation_id=as_text(session))


_SESSIONS = ("gen_ai.conversation.id", "mastra.metadata.threadId", "threadId", "mastra.metadata.sessionId")


def _agent(attributes: Mapping[str, JSON]) -> str | None:
    """Versions before 1 told an agent's id and not its name."""
    keys = ("gen_ai.agent.name", "gen_ai.agent.id", "agent.id")
    return as_text(next((attributes[key] for key in keys if attributes.get(key)), None))


def _side(span: Span, side: str) -> JSON:
    """What went in or came out, under the type's own name or before version 1 under none."""
    attributes = span.attributes
    return attributes.get(f"mastra.{attributes[TYPE]}.{side}", attributes.get(side))


def _plain(span: Span, kind: StepKind) -> SpanReading:
    given, found = _side(span, "input"), _side(span, "output")
    attributes = span.attributes
    return replace(
        _base(span),
        role=Role.STEP,
        kind=kind,
        name=as_text(attributes.get("gen_ai.tool.name") or attributes.get("tool.name")) or span.name,
        input=arguments_of(given),
        output=lenient_value(found),
    )


def _calls(span: Span, said: str) -> SpanReading:
    """A step, the steps of one run of the model, or the agent: with the provider's request and reply where known."""
    attributes = span.attributes
    given, found = _side(span, "input"), _side(span, "output")
    request = as_dict(given).get("body") or given
    reply = reply_of(_body(attributes))
    model = as_text(attributes.get("gen_ai.request.model") or as_dict(request).get("model"))
    return replace(
        _base(span),
        role=Role.CONTAINER,
        kind=StepKind.MODEL,
        name=span.name,
        request_model=model,
        response_model=as_text(attributes.get("gen_ai.response.model") or attributes.get("modelId")) or reply.model,
        response_id=reply.id if said == "model_step" else None,
        provider=as_text(attributes.get("gen_ai.provider.name") or attributes.get("gen_ai.system")),
        input_messages=requested(request),
        output_messages=messages_of(found, role="assistant"),
        tools=offered(request),
        parameters=reply.steered(steering(request)),
        usage=usage(attributes) or usage_of(as_dict(found).get("usage")) or reply.usage,
        finish_reason=reply.finish_reason,
    )


def _body(attributes: Mapping[str, JSON]) -> JSON:
    return attributes.get("mastra.metadata.body", attributes.get("body"))


DIALECT = Dialect("mastra", read, names=(TYPE,))
