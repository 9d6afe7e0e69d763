"""Operation names of the GenAI conventions, and what each says that a span is."""

from collections.abc import Mapping

from app.domain.span import Span
from app.domain.span_reading import Role
from app.domain.step import StepKind

STEPS: Mapping[str, StepKind] = {
    "chat": StepKind.MODEL,
    "completion": StepKind.MODEL,
    "text_completion": StepKind.MODEL,
    "generate_content": StepKind.MODEL,
    "generate": StepKind.MODEL,
    "responses": StepKind.MODEL,
    "messages": StepKind.MODEL,
    "fetch_response": StepKind.MODEL,
    "call_llm": StepKind.MODEL,
    "llm_call": StepKind.MODEL,
    "embeddings": StepKind.EMBEDDING,
    "embedding": StepKind.EMBEDDING,
    "execute_tool": StepKind.TOOL,
    "tool_call": StepKind.TOOL,
    "retrieval": StepKind.RETRIEVAL,
    "retrieve": StepKind.RETRIEVAL,
    "rerank": StepKind.RERANK,
    "guardrail": StepKind.GUARDRAIL,
    "apply_guardrail": StepKind.GUARDRAIL,
    "guardrail_check": StepKind.GUARDRAIL,
    "handoff": StepKind.HANDOFF,
    "transfer": StepKind.HANDOFF,
    "route": StepKind.ROUTING,
    "routing": StepKind.ROUTING,
    "speaker_selection": StepKind.ROUTING,
    "evaluate": StepKind.EVALUATION,
    "evaluation": StepKind.EVALUATION,
    "run_guardrail": StepKind.GUARDRAIL,
    "create_memory_store": StepKind.MEMORY,
    "delete_memory_store": StepKind.MEMORY,
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
        "invoke_agent", "create_agent", "invoke_workflow", "handle_conversation_turn", "agent_step",
        "execute_event_loop_cycle", "execute_task", "chain", "workflow", "plan",
    }
)  # fmt: skip

_OF_A_MODEL = CONTAINERS - {"create_agent"}
"""Containers that tell what a model said in them, where they tell messages or tokens at all."""


def role_of(operation: str) -> tuple[Role | None, StepKind | None]:
    """What an operation name says; nothing for one that is not known, so that others may tell."""
    if operation in STEPS:
        return Role.STEP, STEPS[operation]
    if operation in CONTAINERS:
        return Role.CONTAINER, StepKind.MODEL if operation in _OF_A_MODEL else None
    return (Role.STEP, StepKind.HANDOFF) if "handoff" in operation else (None, None)


def rank_of(span: Span) -> tuple[Role | None, StepKind | None]:
    """The same for a span: a tool that passes control to another agent hands over.

    A question to a database of vectors is a retrieval; whatever else is done there is a database's.
    Whoever fetches a response that is not there yet has called no model.
    """
    operation = operation_of(span)
    if operation == "execute_tool" and span.attributes.get(_MODE) == "pass_control":
        return Role.STEP, StepKind.HANDOFF
    if operation == "fetch_response" and span.attributes.get("gen_ai.response.status") in _UNDER_WAY:
        return Role.DETAIL, None
    if operation == "vectordb" and str(span.attributes.get("db.operation.name")).lower() in _LOOKUPS:
        return Role.STEP, StepKind.RETRIEVAL
    return role_of(operation)


_LOOKUPS = ("query", "search", "select", "get", "peek")
_MODE = "gen_ai.transfer.mode"  # proposed; the other is to return to the caller, as tools do
_UNDER_WAY = ("queued", "in_progress")


def operation_of(span: Span) -> str:
    return str(span.attributes.get("gen_ai.operation.name") or "").lower()


def kind_of(span: Span) -> StepKind | None:
    """The kind of the step that the operation is; None where it is none, or not known."""
    return STEPS.get(operation_of(span))


def is_tool(span: Span) -> bool:
    return kind_of(span) is StepKind.TOOL or "gen_ai.tool.name" in span.attributes
