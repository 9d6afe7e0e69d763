"""OpenLLMetry: `traceloop.span.kind`, and inputs and outputs under `traceloop.entity.*`."""

import re
from collections.abc import Mapping

from app.domain.json import JSON
from app.domain.message import Message
from app.domain.span import Span
from app.domain.span_reading import Role, SpanReading
from app.domain.step import StepKind
from app.ingest.dialects.dialect import Dialect
from app.ingest.lenient import as_text
from app.ingest.outcome import arguments_of, outcome_of
from app.ingest.raw_messages import given_in, said_in

KIND, NAME = "traceloop.span.kind", "traceloop.entity.name"
PROPERTY = "traceloop.association.properties."
_ENTITY = ("traceloop.entity.input", "traceloop.entity.output")
STEPS: Mapping[str, StepKind] = {"tool": StepKind.TOOL, "handoff": StepKind.HANDOFF}
CONTAINERS = frozenset({"workflow", "agent", "task", "session"})
_TASKS: tuple[tuple[re.Pattern[str], StepKind], ...] = (
    (re.compile(r"Tool$"), StepKind.TOOL),
    (re.compile(r"retriever$|retrieve$", re.IGNORECASE), StepKind.RETRIEVAL),
    (re.compile(r"rerank(er)?$", re.IGNORECASE), StepKind.RERANK),
    (re.compile(r"guardrail", re.IGNORECASE), StepKind.GUARDRAIL),
)
"""Tasks that are steps by their name; OpenLLMetry has no kind for them."""
_AGENT_INSIDE = re.compile(r'"(?:lc_agent_name|current_agent_name)": ?"([^"\\]+)"')  # texts too long to parse
_SESSIONS = ("thread_id", "session_id", "conversation_id", "chat_id")


def read(span: Span) -> SpanReading:
    attributes = span.attributes
    said = str(attributes.get(KIND)).lower()
    role, kind = _role(said, span)
    asked, answered = _words(attributes) if kind is StepKind.MODEL or _is_bare_call(attributes) else ((), ())
    is_step = role is Role.STEP
    outcome = outcome_of(attributes.get("traceloop.entity.output") or attributes.get("mcp.response.value"))
    given = attributes.get("traceloop.entity.input") or attributes.get("gen_ai.tool.call.arguments")
    return SpanReading(
        dialect="traceloop",
        role=role,
        kind=kind,
        name=_name(attributes) if outcome.name is None else outcome.name,
        agent=_agent(attributes, said),
        call_id=outcome.call_id,
        input=arguments_of(given or attributes.get("mcp.request.argument")) if is_step else None,
        input_messages=asked,
        output_messages=answered,
        output=outcome.result if is_step else None,
        failed=outcome.is_error is True,
        error=outcome.error,
        conversation_id=_conversation(attributes),
    )


def _role(said: str, span: Span) -> tuple[Role | None, StepKind | None]:
    """Steps by kind or by a task's name; containers otherwise, unless the span is a model call all the same."""
    if said in STEPS:
        return Role.STEP, STEPS[said]
    if said not in CONTAINERS or _REQUEST in span.attributes:
        return None, None
    name = str(span.attributes.get(NAME) or span.name).removesuffix(".task")
    found = next((kind for pattern, kind in _TASKS if said == "task" and pattern.search(name)), None)
    if found is not None:
        return Role.STEP, found
    if (
        said == "agent"
        and "gen_ai.request.model" in span.attributes
        and "gen_ai.usage.input_tokens" in span.attributes
    ):
        return Role.CONTAINER, StepKind.MODEL  # Agno's agents alone tell of its models
    return (None if "gen_ai.operation.name" in span.attributes else Role.CONTAINER), None


def _is_bare_call(attributes: Mapping[str, JSON]) -> bool:
    """Whether a model's call has no words but those that are told of any entity."""
    return _REQUEST in attributes and _WORDS.isdisjoint(attributes)


_REQUEST = "llm.request.type"
_WORDS = frozenset({"gen_ai.prompt.0.role", "gen_ai.prompt.0.content", "gen_ai.input.messages"})


def _words(attributes: Mapping[str, JSON]) -> tuple[tuple[Message, ...], tuple[Message, ...]]:
    """What an agent or a model was asked and answered."""
    given, said = map(attributes.get, _ENTITY)
    return given_in(given), said_in(said)


def _name(attributes: Mapping[str, JSON]) -> str | None:
    keys = ("gen_ai.tool.name", "gen_ai.handoff.to_agent", NAME)
    return as_text(next((attributes[key] for key in keys if attributes.get(key)), None))


def _agent(attributes: Mapping[str, JSON], said: str) -> str | None:
    named = attributes.get("gen_ai.agent.name") or attributes.get(f"{PROPERTY}lc_agent_name")
    return as_text(named or (attributes.get(NAME) if said == "agent" else _in_metadata(attributes)))


def _in_metadata(attributes: Mapping[str, JSON]) -> str | None:
    """Version 0.40 has LangChain's metadata only at the end of the input, LlamaIndex's agent only in its events."""
    for key in _ENTITY:
        found = _AGENT_INSIDE.findall(str(attributes.get(key) or ""))
        if found:
            return str(found[-1])
    return None


def _conversation(attributes: Mapping[str, JSON]) -> str | None:
    told = (attributes.get(f"{PROPERTY}{name}") for name in _SESSIONS)
    return as_text(attributes.get("gen_ai.conversation.id") or next((value for value in told if value), None))


DIALECT = Dialect("traceloop", read, names=(KIND, NAME, *_ENTITY, f"{PROPERTY}lc_agent_name"))
