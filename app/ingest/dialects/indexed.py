"""Numbered prompts: `gen_ai.prompt.N.*` and `gen_ai.completion.N.*`, as OpenLLMetry 0.40 and LiteLLM write them."""

import re
from collections.abc import Mapping

from app.domain.json import JSON
from app.domain.message import Message, ToolCall
from app.domain.span import Span
from app.domain.span_reading import Role, SpanReading
from app.domain.step import StepKind
from app.ingest.dialects.dialect import Dialect
from app.ingest.dialects.genai import finish_reason, parameters
from app.ingest.dialects.genai_usage import usage
from app.ingest.flattened import numbered
from app.ingest.lenient import as_dict, as_text
from app.ingest.messages import messages_of
from app.ingest.tool_parts import tool_call
from app.ingest.tools import tools_of

PROMPT, COMPLETION = "gen_ai.prompt", "gen_ai.completion"
KINDS: Mapping[str, StepKind] = {
    "chat": StepKind.MODEL,
    "completion": StepKind.MODEL,
    "embedding": StepKind.EMBEDDING,
    "rerank": StepKind.RERANK,
}


_FOREIGN = ("langsmith.span.kind",)  # it has keys of these names, for spans of all kinds


_NAMES = ("llm.request.type", PROMPT, COMPLETION)
_NUMBER = re.compile(r"gen_ai\.(prompt|completion)\.\d")
"""What may be numbered may have other names below it: `gen_ai.prompt.version` is that of a template."""


def read(span: Span) -> SpanReading:
    attributes = span.attributes
    if not any(name in attributes for name in _NAMES) and not any(map(_NUMBER.match, attributes)):
        return SpanReading(dialect="indexed")
    replies = numbered(attributes, COMPLETION)
    ended = as_dict(replies[0]).get("finish_reason") if replies else None
    ended = ended or attributes.get("llm.response.finish_reason") or attributes.get("llm.response.stop_reason")
    kind = _kind(attributes)
    return SpanReading(
        dialect="indexed",
        role=Role.STEP if kind else None,
        kind=kind,
        request_model=as_text(attributes.get("gen_ai.request.model") or attributes.get("llm.request.model")),
        response_model=as_text(attributes.get("gen_ai.response.model") or attributes.get("llm.response.model")),
        response_id=as_text(attributes.get("gen_ai.response.id")),
        provider=as_text(attributes.get("gen_ai.system")),
        input_messages=_messages(attributes, PROMPT, role="user"),
        output_messages=_called(attributes, replies) or _messages(attributes, COMPLETION, role="assistant"),
        partial=_starts_late(attributes),
        tools=tools_of(numbered(attributes, "llm.request.functions")),
        parameters=parameters(attributes),
        usage=usage(attributes),
        finish_reason=as_text(ended) or finish_reason(attributes),
    )


def _kind(attributes: Mapping[str, JSON]) -> StepKind | None:
    """What the request type says; without one, whatever was prompted is a model call unless it says otherwise."""
    said = as_text(attributes.get("llm.request.type"))
    if said is None and "traceloop.span.kind" not in attributes and "gen_ai.operation.name" not in attributes:
        return StepKind.MODEL
    return KINDS.get(str(said))


def _messages(attributes: Mapping[str, JSON], prefix: str, *, role: str) -> tuple[Message, ...]:
    """The numbered messages; without any, what stands under the prefix itself."""
    found = numbered(attributes, prefix)
    if found:
        return messages_of([_unquoted(item) for item in found], role=role)
    return messages_of(attributes.get(prefix), role=role)


def _called(attributes: Mapping[str, JSON], replies: list[JSON]) -> tuple[Message, ...]:
    """One reply, where each number is one of its calls and nothing more; its words stand under the conventions' name.

    LiteLLM numbers the calls of a reply in this way.
    """
    if not replies or any(as_dict(reply).keys() != {"function_call"} for reply in replies):
        return ()
    calls = tuple(tool_call(as_dict(as_dict(reply)["function_call"])) for reply in replies)
    said = messages_of(attributes.get("gen_ai.output.messages"), role="assistant")
    words = tuple(part for message in said for part in message.parts if not isinstance(part, ToolCall))
    return (Message("assistant", words + calls),)


def _unquoted(item: JSON) -> JSON:
    """The message without the quotes of an empty text, which LangChain's instrumentation writes as JSON."""
    body = as_dict(item)
    return {**body, "content": ""} if body.get("content") == '""' else body


def _starts_late(attributes: Mapping[str, JSON]) -> bool:
    if f"{PROMPT}.0.role" in attributes:
        return False
    return any(key.startswith(f"{PROMPT}.") and _NUMBER.match(key) for key in attributes)


DIALECT = Dialect(
    "indexed",
    read,
    names=_NAMES,
    prefixes=(f"{PROMPT}.", f"{COMPLETION}."),
    foreign=_FOREIGN,
)
