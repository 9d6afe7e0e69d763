"""The Vercel AI SDK 4 to 6, and 7 in its legacy mode: `ai.operationId` and `ai.*`."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from app.domain.json import JSON
from app.domain.message import Message, Part, Reasoning, Text
from app.domain.span import Span
from app.domain.span_reading import Role, SpanReading, merged_usage
from app.domain.step import StepKind, Usage
from app.ingest.dialects.dialect import Dialect
from app.ingest.dialects.genai import finish_reason, parameters
from app.ingest.dialects.genai_usage import usage
from app.ingest.dialects.tool_names import tool_in
from app.ingest.flattened import below, branch
from app.ingest.lenient import as_dict, as_list, as_text, lenient_value, unquoted
from app.ingest.messages import messages_of
from app.ingest.outcome import arguments_of, outcome_of
from app.ingest.token_counts import usage_of
from app.ingest.tool_parts import tool_call
from app.ingest.tools import tools_of

OPERATION = "ai.operationId"
_SESSIONS = ("sessionId", "session_id", "threadId", "thread_id", "conversationId", "chatId")
_OF_THE_LOOP = frozenset({"maxRetries", "maxSteps"})  # they steer the SDK, not the model
_ANSWERS = ("ai.response", "ai.result")  # the second before version 3.4


def read(span: Span) -> SpanReading:
    """Spans of the provider's calls and of tools are steps; the loops around them are containers."""
    last = str(span.attributes[OPERATION]).rsplit(".", 1)[-1]
    match last:
        case "doGenerate" | "doStream":
            return _model(span)
        case "toolCall":
            return _tool(span)
        case "doEmbed":
            return _plain(span, StepKind.EMBEDDING)
        case "doRerank":
            return _plain(span, StepKind.RERANK)
        case _:
            return replace(_loop(span, last), role=Role.CONTAINER, name=_agent(span) or last)


def _loop(span: Span, name: str) -> SpanReading:
    """A loop, with what it tells of its calls, which filters and sampling may have left out."""
    if name in ("generateText", "streamText", "generateObject", "streamObject"):
        return _model(span)
    if name in ("embed", "embedMany", "rerank"):
        return _plain(span, StepKind.RERANK if name == "rerank" else StepKind.EMBEDDING)
    return _base(span)


def _base(span: Span) -> SpanReading:
    attributes = span.attributes
    metadata = below(attributes, "ai.telemetry.metadata")
    session = next((metadata[key] for key in _SESSIONS if metadata.get(key)), None)
    return SpanReading(dialect="vercel", agent=_agent(span), conversation_id=as_text(session))


def _agent(span: Span) -> str | None:
    return as_text(span.attributes.get("gen_ai.agent.name") or span.attributes.get("ai.telemetry.functionId"))


def _model(span: Span) -> SpanReading:
    attributes = span.attributes
    return replace(
        _base(span),
        role=Role.STEP,
        kind=StepKind.MODEL,
        request_model=as_text(attributes.get("gen_ai.request.model") or attributes.get("ai.model.id")),
        response_model=_answered(attributes, "model") or as_text(attributes.get("gen_ai.response.model")),
        response_id=_answered(attributes, "id"),
        provider=as_text(attributes.get("ai.model.provider") or attributes.get("gen_ai.system")),
        input_messages=_input(attributes),
        output_messages=_output(attributes),
        tools=tools_of(attributes.get("ai.prompt.tools")),
        parameters=_parameters(attributes),
        usage=merged_usage(usage_of(branch(attributes, "ai.usage")) or usage(attributes), _of_provider(attributes)),
        finish_reason=_answered(attributes, "finishReason") or finish_reason(attributes),
    )


def _input(attributes: Mapping[str, JSON]) -> tuple[Message, ...]:
    """The messages as the provider got them; `ai.prompt` is what the application wrote."""
    said = messages_of(attributes.get("ai.prompt.messages"))
    if said:
        return said
    written = as_dict(attributes.get("ai.prompt"))
    system = messages_of(written.get("system"), role="system")
    return system + messages_of(written.get("messages") or written.get("prompt"))


def _output(attributes: Mapping[str, JSON]) -> tuple[Message, ...]:
    parts = tuple(_parts(attributes))
    return (Message("assistant", parts),) if parts else ()


def _parts(attributes: Mapping[str, JSON]) -> Iterator[Part]:
    thought = _answered(attributes, "reasoning") or _answered(attributes, "reasoningText")
    if thought:
        yield Reasoning(thought)
    said = _answered(attributes, "text") or _answered(attributes, "object")
    if said:
        yield Text(said)
    calls = (attributes.get(f"{prefix}.toolCalls") for prefix in _ANSWERS)
    for item in as_list(next((found for found in calls if found), None)):
        yield tool_call(as_dict(item))


def _of_provider(attributes: Mapping[str, JSON]) -> Usage | None:
    """The provider's own counts: versions 4 and 5 tell there alone what a cache took."""
    told = (as_dict(value) for value in as_dict(attributes.get("ai.response.providerMetadata")).values())
    found = (usage_of(body.get("usage") or body.get("usageMetadata") or body) for body in told)
    return next((counts for counts in found if counts is not None), None)


def _answered(attributes: Mapping[str, JSON], name: str) -> str | None:
    return as_text(next((found for p in _ANSWERS if (found := attributes.get(f"{p}.{name}"))), None))


def _parameters(attributes: Mapping[str, JSON]) -> dict[str, JSON]:
    settings = {name: value for name, value in below(attributes, "ai.settings").items() if name not in _OF_THE_LOOP}
    found = settings | parameters(attributes)
    choice = attributes.get("ai.prompt.toolChoice")
    return found | ({"tool_choice": lenient_value(choice)} if choice else {})


def _tool(span: Span) -> SpanReading:
    attributes = span.attributes
    result = attributes.get("ai.toolCall.result")
    outcome = outcome_of(attributes.get("ai.toolCall.output") if result is None else result)
    given = attributes.get("ai.toolCall.args")
    return replace(
        _base(span),
        role=Role.STEP,
        kind=StepKind.TOOL,
        name=as_text(attributes.get("ai.toolCall.name")) or tool_in(span.name),
        call_id=as_text(attributes.get("ai.toolCall.id")),
        input=arguments_of(attributes.get("ai.toolCall.input") if given is None else given),
        output=outcome.result,
        failed=outcome.is_error is True,
        error=outcome.error,
    )


def _plain(span: Span, kind: StepKind) -> SpanReading:
    """Texts that were embedded or ranked: each is JSON, and one that stands alone has a name of its own."""
    attributes = span.attributes
    several = as_list(attributes.get("ai.values" if kind is StepKind.EMBEDDING else "ai.documents"))
    values: list[JSON] = [unquoted(value) for value in several]
    single = unquoted(attributes.get("ai.value" if kind is StepKind.EMBEDDING else "ai.query"))
    counts = below(attributes, "ai.usage")
    return replace(
        _base(span),
        role=Role.STEP,
        kind=kind,
        request_model=as_text(attributes.get("ai.model.id")),
        provider=as_text(attributes.get("ai.model.provider")),
        input=values or single,
        output=lenient_value(attributes.get("ai.ranking")),
        usage=usage_of({"input_tokens": counts["tokens"]} if "tokens" in counts else counts),
    )


DIALECT = Dialect("vercel", read, names=(OPERATION,))
