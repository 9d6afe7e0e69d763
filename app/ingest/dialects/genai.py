"""OpenTelemetry's GenAI conventions: operation names, and content in span attributes."""

from collections.abc import Callable, Mapping

from app.domain.json import JSON
from app.domain.message import Message
from app.domain.span import Span
from app.domain.step import StepKind
from app.ingest.dialects.dialect import Dialect, FieldReader
from app.ingest.dialects.genai_content import given_by, given_to
from app.ingest.dialects.genai_lookup import written
from app.ingest.dialects.genai_names import CALLS, RECEIVERS, REPLIES, REQUESTS, SENDERS, call_id_of, other_name
from app.ingest.dialects.genai_operations import operation_of, rank_of, role_of
from app.ingest.dialects.genai_usage import usage
from app.ingest.dialects.genai_verdicts import judge
from app.ingest.dialects.tool_names import tool_in
from app.ingest.lenient import as_dict, as_list, as_text, json_value, lenient_value, unquoted_text
from app.ingest.messages import messages_of, system_message
from app.ingest.request import requested
from app.ingest.told_cost import told_cost
from app.ingest.tools import tools_of

PARAMETERS = "gen_ai.request."
_PREVIOUS = ("gen_ai.request.previous_response.id", "gen_ai.request.previous_response_id")
_NO_PARAMETERS = ("model", *(name.removeprefix(PARAMETERS) for name in (*_PREVIOUS, *REQUESTS)))
_TIERS = (  # what was given before what was asked for
    "openai.response.service_tier", "gen_ai.openai.response.service_tier", "gen_ai.response.service_tier",
    "openai.request.service_tier", "gen_ai.openai.request.service_tier", "gen_ai.request.service_tier",
)  # fmt: skip


def agent_of(attributes: Mapping[str, JSON]) -> str | None:
    """The agent's or workflow's name, unless an instrumentation put its own in place of one that it did not know."""
    name = as_text(attributes.get("gen_ai.agent.name"))
    if name is None and attributes.get("gen_ai.operation.name") == "invoke_workflow":
        return as_text(attributes.get("gen_ai.workflow.name"))
    return None if name == "OpenAI Agent" and attributes.get("gen_ai.agent.id") == "agent" else name


def input_messages(attributes: Mapping[str, JSON]) -> tuple[Message, ...]:
    """The system instructions, where they stand apart and are not told again, and then the messages."""
    given = attributes.get("gen_ai.input.messages")
    said = requested(other_name(attributes, REQUESTS)) if given is None else messages_of(unquoted_text(given))
    system = system_message(attributes.get("gen_ai.system_instructions"))
    return said if said[:1] == system else system + said


def parameters(attributes: Mapping[str, JSON]) -> dict[str, JSON]:
    """The request's parameters: temperature, limits, seed and their like."""
    found = {key.removeprefix(PARAMETERS): value for key, value in attributes.items() if key.startswith(PARAMETERS)}
    told = {key: value for key, value in found.items() if key not in _NO_PARAMETERS}
    tier = other_name(attributes, _TIERS)
    return told if tier is None else {**told, "service_tier": tier}


def finish_reason(attributes: Mapping[str, JSON]) -> str | None:
    """The first finish reason: an array, the JSON text of one, or the name of an enumeration's member."""
    reasons = attributes.get("gen_ai.response.finish_reasons")
    if isinstance(reasons, str):
        parsed = json_value(reasons)
        reasons = reasons if parsed is None else parsed
    listed = as_list(reasons) if not isinstance(reasons, str) else [reasons]
    reason = as_text(listed[0]) if listed else _reason_alone(attributes)
    return reason.rsplit("FinishReason.", 1)[-1].lower() if reason else None


def _reason_alone(attributes: Mapping[str, JSON]) -> str | None:
    """The reason under a name of its own, or with the reply, as the conventions wrote it before."""
    single = as_text(attributes.get("gen_ai.response.finish_reason"))
    if single is not None or "gen_ai.output.messages" not in attributes:
        return single
    said = as_list(attributes["gen_ai.output.messages"])
    reason = as_dict(said[0]).get("finish_reason") if said else None
    return reason if isinstance(reason, str) and reason else None


def _name(span: Span) -> str | None:
    tool = as_text(span.attributes.get("gen_ai.tool.name"))
    _, kind = role_of(operation_of(span))
    if tool or kind is StepKind.MODEL:
        return tool
    if kind is StepKind.HANDOFF:
        return as_text(other_name(span.attributes, RECEIVERS)) or span.name
    if kind is StepKind.TOOL:
        return tool_in(span.name)
    return as_text(span.attributes.get("gen_ai.data_source.id")) or judge(span) or span.name


def _agent(span: Span) -> str | None:
    """The agent's name; of a handoff, the one that hands over."""
    return agent_of(span.attributes) or as_text(other_name(span.attributes, SENDERS))


def _said(span: Span) -> tuple[Message, ...]:
    said = unquoted_text(span.attributes.get("gen_ai.output.messages"))
    if said is None:
        said, calls = other_name(span.attributes, REPLIES), as_list(other_name(span.attributes, CALLS))
        said = {"role": "assistant", "content": lenient_value(said), "tool_calls": calls} if calls else said
    return messages_of(said, role="assistant")


def _provider(span: Span) -> str | None:
    return as_text(span.attributes.get("gen_ai.provider.name") or span.attributes.get("gen_ai.system"))


def _previous(span: Span) -> str | None:
    return next((told for name in _PREVIOUS if (told := as_text(span.attributes.get(name)))), None)


def _text(name: str) -> Callable[[Span], str | None]:
    """Reads one attribute as it stands."""
    return lambda span: as_text(span.attributes.get(name))


read = FieldReader(
    "genai",
    {
        "name": _name,
        "agent": _agent,
        "call_id": lambda span: call_id_of(span.attributes),
        "request_model": _text("gen_ai.request.model"),
        "response_model": _text("gen_ai.response.model"),
        "response_id": _text("gen_ai.response.id"),
        "previous_response_id": _previous,
        "provider": _provider,
        "input_messages": lambda span: input_messages(span.attributes),
        "output_messages": _said,
        "tools": lambda span: tools_of(span.attributes.get("gen_ai.tool.definitions")),
        "parameters": lambda span: parameters(span.attributes),
        "input": given_to,
        "output": given_by,
        "cost_usd": lambda span: told_cost(span.attributes),
        "finish_reason": lambda span: finish_reason(span.attributes),
        "failed": lambda span: span.attributes.get("gen_ai.response.status") == "failed",
        "conversation_id": _text("gen_ai.conversation.id"),
        "state": lambda span: written(span.attributes, "app.state.delta"),
        "state_before": lambda span: written(span.attributes, "app.state.before"),
    },
    rank=rank_of,
    usage=lambda span: usage(span.attributes),
)

NAMES = ("gen_ai.operation.name", "gen_ai.input.messages", "gen_ai.output.messages", "gen_ai.tool.name")
"""What tells that a span follows the conventions."""

DIALECT = Dialect("genai", read, names=NAMES)
