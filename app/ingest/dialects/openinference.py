"""OpenInference: `openinference.span.kind`, and content under `input.value`, `output.value` and `llm.*`."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.domain.json import JSON
from app.domain.message import Message, Text, ToolDefinition, ToolResult
from app.domain.span import Span
from app.domain.span_reading import Role, SpanReading, merged_usage
from app.domain.step import StepKind, Usage
from app.ingest.dialects.dialect import Dialect
from app.ingest.flat_messages import documents, flat_messages, flat_texts, starts_late
from app.ingest.flattened import numbered
from app.ingest.lenient import as_dict, as_int, as_text, lenient_value, unquoted
from app.ingest.messages import messages_of
from app.ingest.outcome import arguments_of, outcome_of
from app.ingest.parameters import steering
from app.ingest.raw_messages import completed, given_in, said_in, tells_of_media, tells_of_more
from app.ingest.reply import Reply, reply_of
from app.ingest.token_counts import count_of, counted
from app.ingest.told_cost import told_cost
from app.ingest.tools import tools_of

KIND = "openinference.span.kind"
STEPS: Mapping[str, StepKind] = {
    "LLM": StepKind.MODEL,
    "TOOL": StepKind.TOOL,
    "RETRIEVER": StepKind.RETRIEVAL,
    "EMBEDDING": StepKind.EMBEDDING,
    "RERANKER": StepKind.RERANK,
    "GUARDRAIL": StepKind.GUARDRAIL,
    "EVALUATOR": StepKind.EVALUATION,
}
_METHOD = re.compile(r"\.(_?[a-z]\w*|__call__)$")  # `lookup_order.run`, `Support agent._execute_core`
_UUID = re.compile(r"_?[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}")
_HANDOFF = re.compile(r"^handoff to (?P<to>.+)$", re.IGNORECASE)
_GRAPH_NAMES = frozenset({"LangGraph", "AgentExecutor", "RunnableSequence", "Agent workflow"})  # nobody's name


def read(span: Span) -> SpanReading:
    kind = STEPS.get(_kind(span.attributes))
    match kind:
        case StepKind.MODEL:
            return _model(span)
        case StepKind.TOOL:
            return _handoff(span) or _tool(span)
        case None:
            return _container(span)
        case _:
            return _other(span, kind)


def _kind(attributes: Mapping[str, JSON]) -> str:
    """The span's kind; what holds messages and says no kind is a model's call."""
    return str(attributes.get(KIND) or "LLM").upper()


def _base(span: Span, role: Role, kind: StepKind | None) -> dict[str, Any]:
    """What every span tells, as fields of its reading."""
    attributes = span.attributes
    return {
        "dialect": "openinference",
        "role": role,
        "kind": kind,
        "agent": as_text(attributes.get("agent.name")) or _langchain_agent(attributes),
        "conversation_id": as_text(attributes.get("session.id")),
    }


def _container(span: Span) -> SpanReading:
    kind = _kind(span.attributes)
    role = Role.DETAIL if kind == "PROMPT" else Role.CONTAINER
    base = _base(span, role, None)
    named = _agent(span) if kind == "AGENT" else None
    own = base | {"name": _UUID.sub("", span.name), "agent": base["agent"] or named}
    if role is Role.CONTAINER and any(name in span.attributes for name in _OF_A_MODEL):
        return replace(_called(span, reply_of(span.attributes.get("output.value"))), **own | {"kind": StepKind.MODEL})
    return SpanReading(**own, **(_words(span.attributes) if kind == "AGENT" else {}))


def _words(attributes: Mapping[str, JSON]) -> dict[str, Any]:
    """What an agent was asked and answered; what is long is a state, and no words."""
    asked, answered = attributes.get("input.value"), attributes.get("output.value")
    if any(not isinstance(value, str) or len(value) > _MOST_WORDS for value in (asked, answered)):
        return {}
    return {"input_messages": given_in(asked), "output_messages": said_in(answered)}


_MOST_WORDS = 20_000  # characters


_OF_A_MODEL = ("llm.output_messages.0.message.role", "llm.token_count.prompt", "llm.token_count.total")
"""What a span holds that tells of a model's calls, whether or not it is one's own."""


def _agent(span: Span) -> str | None:
    """The agent's name: said so, or the graph node's, or what the span's name starts with."""
    keys = ("agent_name", "graph.node.name", "graph.node.id")
    for name in (as_text(span.attributes.get(key)) for key in keys):
        if name and not _UUID.fullmatch(name):
            return name
    name = _METHOD.sub("", span.name)
    return None if name in _GRAPH_NAMES else name or None


def _langchain_agent(attributes: Mapping[str, JSON]) -> str | None:
    return as_text(as_dict(attributes.get("metadata")).get("lc_agent_name"))


def _tool(span: Span) -> SpanReading:
    attributes = span.attributes
    outcome = outcome_of(_value(attributes, "output"))
    arguments = _value(attributes, "input")
    return SpanReading(
        **_base(span, Role.STEP, StepKind.TOOL),
        name=as_text(attributes.get("tool.name")) or outcome.name or _METHOD.sub("", span.name),
        call_id=as_text(attributes.get("tool_call.id") or attributes.get("tool.id")) or outcome.call_id,
        input=arguments_of(attributes.get("tool.parameters") if arguments is None else arguments),
        output=outcome.result,
        failed=outcome.is_error is True,
        error=outcome.error,
    )


def _value(attributes: Mapping[str, JSON], side: str) -> JSON:
    """The input or output; where its type says JSON, a text stands in quotes."""
    value = attributes.get(f"{side}.value")
    return unquoted(value) if attributes.get(f"{side}.mime_type") == "application/json" else value


def _handoff(span: Span) -> SpanReading | None:
    """A tool span that hands the run to another agent; it has no tool's name of its own."""
    found = None if "tool.name" in span.attributes else _HANDOFF.match(span.name)
    if found is None:
        return None
    source, target = as_text(span.attributes.get("input.value")), as_text(span.attributes.get("output.value"))
    base = _base(span, Role.STEP, StepKind.HANDOFF)
    told = {"name": target or found["to"], "agent": base["agent"] or source, "input": source, "output": target}
    return SpanReading(**base | told)


def _other(span: Span, kind: StepKind) -> SpanReading:
    attributes = span.attributes
    model = as_text(attributes.get("embedding.model_name") or attributes.get("reranker.model_name"))
    found = documents(attributes, "retrieval.documents") or documents(attributes, "reranker.output_documents")
    question = attributes.get("reranker.query") if "input.value" not in attributes else attributes["input.value"]
    return SpanReading(
        **_base(span, Role.STEP, kind),
        name=_METHOD.sub("", span.name),
        request_model=None if model == "unknown" else model,
        input=lenient_value(question),
        output=found or lenient_value(attributes.get("output.value")),
        usage=_usage(attributes),
    )


def _model(span: Span) -> SpanReading:
    reply = reply_of(span.attributes.get("output.value"))
    if _only_prepares(span, reply):
        return SpanReading(**_base(span, Role.DETAIL, None), name=span.name)
    return _called(span, reply)


def _called(span: Span, reply: Reply) -> SpanReading:
    """What a model was asked and said."""
    attributes = span.attributes
    request = as_dict(attributes.get("llm.invocation_parameters"))
    return SpanReading(
        **_base(span, Role.STEP, StepKind.MODEL),
        request_model=_request_model(attributes, request),
        response_model=as_text(attributes.get("llm.response.model_name") or attributes.get("llm.model_name")),
        response_id=reply.id,
        previous_response_id=as_text(request.get("previous_response_id")),
        provider=as_text(attributes.get("llm.provider") or attributes.get("llm.system")),
        input_messages=_input(attributes),
        output_messages=_output(attributes),
        partial=starts_late(attributes, "llm.input_messages"),
        tools=_tools(attributes, request),
        parameters=reply.steered(steering(request)),
        usage=merged_usage(_usage(attributes), reply.usage),
        cost_usd=told_cost(attributes) or reply.cost_usd,
        finish_reason=as_text(attributes.get("llm.finish_reason")) or reply.finish_reason,
    )


def _only_prepares(span: Span, reply: Reply) -> bool:
    """LlamaIndex marks the assembly of a request as a model call too; its output is that request's Python text."""
    attributes = span.attributes
    if "llm.token_count.total" in attributes or "llm.output_messages.0.message.role" in attributes:
        return False
    assembled = as_dict(attributes.get("output.value")).get("messages")
    texts = isinstance(assembled, list) and bool(assembled) and all(isinstance(item, str) for item in assembled)
    return texts and reply == Reply()


def _request_model(attributes: Mapping[str, JSON], request: Mapping[str, JSON]) -> str | None:
    said = attributes.get("llm.request.model_name") or request.get("model") or request.get("model_name")
    return as_text(said) if isinstance(said, str) else None


def _input(attributes: Mapping[str, JSON]) -> tuple[Message, ...]:
    flat = flat_messages(attributes, "llm.input_messages", role="user")
    flat = flat or flat_texts(attributes, "llm.prompts", role="user")
    raw, history = attributes.get("input.value"), _history(attributes.get("output.value"))
    if history:
        return (*(message for message in flat if message.role == "system"), *history)
    if not flat:
        return given_in(raw)
    if any(not message.parts for message in flat) or (_in_contents(attributes) and tells_of_media(raw)):
        flat = completed(flat, given_in(raw))
    wrong = _wrong_results(raw)
    return tuple(_marked(message, wrong) for message in flat) if wrong else flat


def _history(raw: JSON) -> tuple[Message, ...]:
    """What the last of several calls was given that Google's SDK made of one: it called functions in between."""
    if not isinstance(raw, str) or _CALLED not in raw:
        return ()
    return messages_of(as_dict(lenient_value(raw)).get(_CALLED))


_CALLED = "automatic_function_calling_history"


def _in_contents(attributes: Mapping[str, JSON]) -> bool:
    """Whether a message was given in several contents, of which some may not be spread."""
    return ".message.contents." in " ".join(attributes)


def _output(attributes: Mapping[str, JSON]) -> tuple[Message, ...]:
    flat = flat_messages(attributes, "llm.output_messages", role="assistant")
    flat = flat or flat_texts(attributes, "llm.choices", role="assistant")
    raw = attributes.get("output.value")
    if not any(message.parts for message in flat):
        return said_in(raw) or flat
    if attributes.get("output.mime_type") == "text/plain":
        return _with_text(flat, raw)
    return completed(flat, said_in(raw)) if tells_of_more(raw, flat) else flat


def _with_text(flat: tuple[Message, ...], text: JSON) -> tuple[Message, ...]:
    """The reply with the words before its calls, where these alone were spread and the words stand as the output."""
    if len(flat) != 1 or not flat[0].calls or flat[0].text or not isinstance(text, str) or not text.strip():
        return flat
    return (replace(flat[0], parts=(Text(text), *flat[0].parts)),)


def _wrong_results(raw: JSON) -> frozenset[str]:
    """Calls whose results the raw request marks as errors: the flattened messages leave that out."""
    if not isinstance(raw, str) or '"' not in raw or not any(word in raw for word in _WRONG):
        return frozenset()
    parts = (part for message in messages_of(raw) for part in message.parts)
    return frozenset(part.id for part in parts if isinstance(part, ToolResult) and part.is_error and part.id)


_WRONG = ('"is_error"', '"status": "error"', '"status":"error"')  # Anthropic's and Bedrock's


def _marked(message: Message, wrong: frozenset[str]) -> Message:
    parts = (replace(p, is_error=True) if isinstance(p, ToolResult) and p.id in wrong else p for p in message.parts)
    return replace(message, parts=tuple(parts))


def _tools(attributes: Mapping[str, JSON], request: Mapping[str, JSON]) -> tuple[ToolDefinition, ...]:
    offered = [as_dict(as_dict(item).get("tool")).get("json_schema") for item in numbered(attributes, "llm.tools")]
    return (tools_of(offered) if offered else ()) or tools_of(request.get("tools"))


def _usage(attributes: Mapping[str, JSON]) -> Usage | None:
    """Tokens; the convention counts what a cache held, and reasoning, inside."""
    found = Usage(*[count_of(attributes, names) for names in _COUNTS])
    return counted(found, total=as_int(attributes.get("llm.token_count.total")), beside=False)


_COUNTS = (
    ("llm.token_count.prompt",),
    ("llm.token_count.completion",),
    ("llm.token_count.prompt_details.cache_read",),
    ("llm.token_count.completion_details.reasoning",),
    ("llm.token_count.prompt_details.cache_write",),
    (),  # nobody tells how long what was written is kept
    ("llm.token_count.prompt_details.audio",),
    ("llm.token_count.prompt_details.image",),
    ("llm.token_count.completion_details.audio",),
    ("llm.token_count.completion_details.image",),
)
"""The name of each count of `Usage`, in its order."""


DIALECT = Dialect("openinference", read, names=(KIND,), prefixes=("llm.input_messages.", "llm.output_messages."))
