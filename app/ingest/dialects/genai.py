"""OpenTelemetry's GenAI conventions: operation names, and content in span attributes."""

from collections.abc import Mapping

from app.domain.json import JSON
from app.domain.message import Message
from app.domain.span import Span
from app.domain.span_reading import Role, SpanReading
from app.domain.step import StepKind, Usage
from app.ingest.dialects.dialect import Dialect
from app.ingest.dialects.genai_lookup import asked, found, written
from app.ingest.lenient import as_float, as_int, as_list, as_text, json_value, lenient_value
from app.ingest.messages import messages_of, system_message
from app.ingest.parts import shown
from app.ingest.tools import tools_of

STEPS: Mapping[str, StepKind] = {
    "chat": StepKind.MODEL,
    "completion": StepKind.MODEL,
    "text_completion": StepKind.MODEL,
    "generate_content": StepKind.MODEL,
    "generate": StepKind.MODEL,
    "responses": StepKind.MODEL,
    "messages": StepKind.MODEL,
    "fetch_response": StepKind.MODEL,
    "embeddings": StepKind.EMBEDDING,
    "embedding": StepKind.EMBEDDING,
    "execute_tool": StepKind.TOOL,
    "retrieval": StepKind.RETRIEVAL,
    "retrieve": StepKind.RETRIEVAL,
    "rerank": StepKind.RERANK,
    "guardrail": StepKind.GUARDRAIL,
    "apply_guardrail": StepKind.GUARDRAIL,
    "handoff": StepKind.HANDOFF,
    "transfer": StepKind.HANDOFF,
    "route": StepKind.ROUTING,
    "routing": StepKind.ROUTING,
    "speaker_selection": StepKind.ROUTING,
    "evaluate": StepKind.EVALUATION,
    "evaluation": StepKind.EVALUATION,
    "search_memory": StepKind.MEMORY,
    "create_memory": StepKind.MEMORY,
    "update_memory": StepKind.MEMORY,
    "upsert_memory": StepKind.MEMORY,
    "delete_memory": StepKind.MEMORY,
    "human_input": StepKind.HUMAN,
}
"""Operation names that are steps, from the semantic conventions and from frameworks that follow them."""

CONTAINERS = frozenset(
    {
        "invoke_agent", "create_agent", "invoke_workflow", "agent_step", "execute_event_loop_cycle",
        "execute_task", "chain", "workflow", "plan", "create_memory_store",
    }
)  # fmt: skip

PARAMETERS = "gen_ai.request."


def read(span: Span) -> SpanReading:
    attributes = span.attributes
    said = messages_of(attributes.get("gen_ai.output.messages"), role="assistant")
    return _reading(span, given=input_messages(attributes), said=said)


def read_rest(span: Span) -> SpanReading:
    """All but the messages, for a span whose messages another convention told: they are the bulk of it."""
    return _reading(span, given=(), said=())


def _reading(span: Span, *, given: tuple[Message, ...], said: tuple[Message, ...]) -> SpanReading:
    attributes = span.attributes
    operation = str(attributes.get("gen_ai.operation.name") or "").lower()
    role, kind = role_of(operation)
    tool = as_text(attributes.get("gen_ai.tool.name"))
    return SpanReading(
        dialect="genai",
        role=role,
        kind=kind,
        name=tool or _name(span, kind),
        agent=agent_of(attributes),
        call_id=_call_id(attributes),
        request_model=as_text(attributes.get("gen_ai.request.model")),
        response_model=as_text(attributes.get("gen_ai.response.model")),
        response_id=as_text(attributes.get("gen_ai.response.id")),
        previous_response_id=as_text(attributes.get("gen_ai.request.previous_response_id")),
        provider=as_text(attributes.get("gen_ai.provider.name") or attributes.get("gen_ai.system")),
        input_messages=given,
        output_messages=said,
        tools=tools_of(attributes.get("gen_ai.tool.definitions")),
        parameters=parameters(attributes),
        input=lenient_value(attributes.get("gen_ai.tool.call.arguments", asked(attributes, operation))),
        output=shown(attributes.get("gen_ai.tool.call.result", found(attributes, operation))),
        usage=usage(attributes),
        cost_usd=cost(attributes),
        finish_reason=finish_reason(attributes),
        conversation_id=as_text(attributes.get("gen_ai.conversation.id")),
        state=written(attributes, "app.state.delta"),
        state_before=written(attributes, "app.state.before"),
    )


def agent_of(attributes: Mapping[str, JSON]) -> str | None:
    """The agent's name, unless an instrumentation put its own in place of one that it did not know."""
    name = as_text(attributes.get("gen_ai.agent.name"))
    return None if name == "OpenAI Agent" and attributes.get("gen_ai.agent.id") == "agent" else name


def role_of(operation: str) -> tuple[Role | None, StepKind | None]:
    """What an operation name says; nothing for one that is not known, so that others may tell."""
    if operation in STEPS:
        return Role.STEP, STEPS[operation]
    return (Role.CONTAINER, None) if operation in CONTAINERS else (None, None)


def input_messages(attributes: Mapping[str, JSON]) -> tuple[Message, ...]:
    """The system instructions, where they stand apart, and then the messages."""
    said = messages_of(attributes.get("gen_ai.input.messages"))
    return system_message(attributes.get("gen_ai.system_instructions")) + said


def cost(attributes: Mapping[str, JSON]) -> float | None:
    """The dollars that the trace records; AG2 and OpenLIT write 0 for models whose price they do not know."""
    recorded = as_float(attributes.get("operation.cost"))
    other = as_float(attributes.get("gen_ai.usage.cost"))
    return other if recorded is None and other is not None and other > 0 else recorded


_USAGE = "gen_ai.usage."
_INPUT = (f"{_USAGE}input_tokens", f"{_USAGE}prompt_tokens")
_OUTPUT = (f"{_USAGE}output_tokens", f"{_USAGE}completion_tokens")
_CACHED = (
    f"{_USAGE}cache_read.input_tokens",
    f"{_USAGE}cache_read_input_tokens",
    f"{_USAGE}details.cache_read_tokens",
)
_REASONING = (
    f"{_USAGE}reasoning.output_tokens",
    f"{_USAGE}reasoning_tokens",
    f"{_USAGE}details.reasoning_tokens",
)


def usage(attributes: Mapping[str, JSON]) -> Usage | None:
    """Tokens under the present names or the ones before them."""
    found = Usage(*(_count(attributes, names) for names in (_INPUT, _OUTPUT, _CACHED, _REASONING)))
    return None if found == Usage() else found


def _count(attributes: Mapping[str, JSON], names: tuple[str, ...]) -> int | None:
    for name in names:
        if name in attributes:
            count = as_int(attributes[name])
            if count is not None:
                return count
    return None


def parameters(attributes: Mapping[str, JSON]) -> dict[str, JSON]:
    """The request's parameters: temperature, limits, seed and their like."""
    found = {key.removeprefix(PARAMETERS): value for key, value in attributes.items() if key.startswith(PARAMETERS)}
    return {key: value for key, value in found.items() if key not in ("model", "previous_response_id")}


def finish_reason(attributes: Mapping[str, JSON]) -> str | None:
    """The first finish reason: an array, the JSON text of one, or the name of an enumeration's member."""
    reasons = attributes.get("gen_ai.response.finish_reasons")
    if isinstance(reasons, str):
        parsed = json_value(reasons)
        reasons = reasons if parsed is None else parsed
    listed = as_list(reasons) if not isinstance(reasons, str) else [reasons]
    single = as_text(attributes.get("gen_ai.response.finish_reason"))
    reason = as_text(listed[0]) if listed else single
    return reason.rsplit("FinishReason.", 1)[-1].lower() if reason else None


def _call_id(attributes: Mapping[str, JSON]) -> str | None:
    """The call's id; a placeholder such as `<not specified>` is none."""
    call_id = as_text(attributes.get("gen_ai.tool.call.id"))
    return None if call_id is None or call_id.startswith("<") else call_id


def _name(span: Span, kind: StepKind | None) -> str | None:
    if kind is StepKind.MODEL:
        return None
    source = as_text(span.attributes.get("gen_ai.data_source.id"))
    return source or span.name


DIALECT = Dialect("genai", read, names=("gen_ai.operation.name",), read_rest=read_rest)
