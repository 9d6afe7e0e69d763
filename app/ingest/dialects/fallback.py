"""Spans of no known convention: what their names and attributes suggest."""

import re
from collections.abc import Callable, Mapping
from typing import TypeVar

from app.domain.json import JSON
from app.domain.message import Message
from app.domain.span import Span
from app.domain.span_reading import Role
from app.domain.step import StepKind
from app.ingest.dialects.dialect import Dialect, FieldReader
from app.ingest.dialects.genai import NAMES, agent_of, finish_reason
from app.ingest.dialects.genai_names import CALL_IDS, call_id_of
from app.ingest.dialects.genai_usage import usage
from app.ingest.dialects.tool_names import tool_in
from app.ingest.lenient import as_list, as_text, lenient_value, unquoted_text
from app.ingest.messages import messages_of
from app.ingest.outcome import arguments_of
from app.ingest.request import requested
from app.ingest.told_cost import told_cost

Told = TypeVar("Told")

_NAMES: tuple[tuple[str, StepKind], ...] = (
    (r"(execute[_ ]tool|tool[_ ]call|call[_ ]tool|run[_ ]tool|function[_ ]call)\b", StepKind.TOOL),
    (r"(hand[_ -]?off|transfer[_ ]to)\b", StepKind.HANDOFF),
    (r"rerank", StepKind.RERANK),
    (r"(retriev(e|al|er)|vector[_ ]search|similarity[_ ]search)\b", StepKind.RETRIEVAL),
    (r"embeddings?\b", StepKind.EMBEDDING),
    (r"guard[_ -]?rail", StepKind.GUARDRAIL),
    (r"\b(rout(e|er|ing)[_ ](request|query|intent|decision))\b", StepKind.ROUTING),
    (r"(llm|chat|chat[_ ]completion|completion|generate)[ ._](call|request|completion)", StepKind.MODEL),
)
"""Names that hand-written instrumentation gives its spans; asked only where no attribute tells."""

_AGENT = re.compile(
    r"(invoke[_ ]agent|agent[_ ]run|run[_ ]agent|\bagent\b|workflow|\bcrew\b|\bgraph\b)", re.IGNORECASE
)
_INPUTS = ("input.value", "input", "tool.arguments", "tool.input", "arguments", "args", "request", "query")
_CALL_IDS = (*CALL_IDS, "tool.call.id", "tool.call_id", "tool_call_id", "tool_call.id", "tool_use_id")
_OUTPUTS = ("output.value", "output", "tool.result", "tool.output", "result", "response")
_CONTENT = frozenset((*_INPUTS, *_OUTPUTS, *_CALL_IDS))


def _guess(span: Span) -> tuple[Role, StepKind | None]:
    attributes = span.attributes
    if "gen_ai.tool.name" in attributes or "tool.name" in attributes:
        return Role.STEP, StepKind.TOOL
    if "gen_ai.request.model" in attributes or "llm.request.type" in attributes:
        return Role.STEP, StepKind.MODEL
    if any(key.startswith(("http.", "db.", "rpc.", "url.", "messaging.")) for key in attributes):
        return Role.DETAIL, None
    for pattern, kind in _NAMES:
        found = re.search(pattern, span.name, re.IGNORECASE)
        if found and not (_is_part(span.name, found) and attributes.keys().isdisjoint(_CONTENT)):
            return Role.STEP, kind
    if tool_in(span.name) != span.name:
        return Role.STEP, StepKind.TOOL
    if _is_spoken(attributes.get("gen_ai.output.messages")) or usage(attributes) is not None:
        return Role.CONTAINER, StepKind.MODEL  # a call's own, or of several; what lies below tells
    return (Role.CONTAINER if _AGENT.search(span.name) else Role.DETAIL), None


def _is_part(name: str, found: re.Match[str]) -> bool:
    """Whether the name is a longer one, of a function that only deals with calls: `build_tool_call`."""
    return found.start() > 1 and name[found.start() - 1] == "_" and name[found.start() - 2].isalnum()


def _is_spoken(value: JSON) -> bool:
    """Whether messages have somebody who says them; Gemini CLI puts calls and results in their place."""
    said = as_list(lenient_value(value))
    return value is not None and not (said and all(isinstance(item, Mapping) and "role" not in item for item in said))


def _name(span: Span) -> str:
    tool = as_text(span.attributes.get("gen_ai.tool.name") or span.attributes.get("tool.name"))
    return tool or tool_in(span.name)


def _agent(span: Span) -> str | None:
    return agent_of(span.attributes) or as_text(span.attributes.get("agent.name"))


def _request_model(span: Span) -> str | None:
    return as_text(_first(span, ("gen_ai.request.model", "llm.model_name", "llm.model", "llm.request.model")))


def _first(span: Span, keys: tuple[str, ...]) -> JSON:
    for key in keys:
        value = span.attributes.get(key)
        if value is not None and value != "":
            return lenient_value(unquoted_text(value))
    return None


def _words(span: Span, keys: tuple[str, ...], read: Callable[[JSON], tuple[Message, ...]]) -> tuple[Message, ...]:
    """The messages in what a model's call was given or gave back, under names that are nobody's convention."""
    if span.attributes.keys().isdisjoint(keys) or span.attributes.get(_OPERATION) not in _CALLS:
        return ()
    if _guess(span) != (Role.STEP, StepKind.MODEL):  # told by names alone; the value may be long
        return ()
    value = _first(span, keys)
    spoken = isinstance(value, str | list) or (isinstance(value, Mapping) and value.keys() & _SPOKEN)
    return read(value) if spoken else ()


_SPOKEN = {"messages", "contents", "choices", "generations", "message", "role"}
"""Keys of requests and replies; other objects are shown as they are."""


def _said(value: JSON) -> tuple[Message, ...]:
    return messages_of(value, role="assistant")


def _unasked(read: Callable[[Mapping[str, JSON]], Told | None]) -> Callable[[Span], Told | None]:
    """Reads what the conventions' own dialect reads likewise, where that dialect is not asked."""
    return lambda span: read(span.attributes) if span.attributes.keys().isdisjoint(NAMES) else None


_OPERATION = "gen_ai.operation.name"
_CALLS = (None, "chat", "text_completion", "generate_content")

read = FieldReader(
    "fallback",
    {
        "name": _name,
        "agent": _agent,
        "call_id": lambda span: call_id_of(span.attributes, _CALL_IDS),
        "request_model": _request_model,
        "input_messages": lambda span: _words(span, _INPUTS, requested),
        "output_messages": lambda span: _words(span, _OUTPUTS, _said),
        "response_model": lambda span: as_text(span.attributes.get("gen_ai.response.model")),
        "input": lambda span: arguments_of(_first(span, _INPUTS)),
        "output": lambda span: _first(span, _OUTPUTS),
        "cost_usd": _unasked(told_cost),
        "finish_reason": _unasked(finish_reason),
    },
    rank=_guess,
    usage=_unasked(usage),
)

DIALECT = Dialect("fallback", read, also=lambda _: True)
