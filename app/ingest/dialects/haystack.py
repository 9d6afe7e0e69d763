"""Haystack: spans named `haystack.*`, for agents and their steps, and for pipelines and their components."""

import re
from collections.abc import Mapping
from dataclasses import replace

from app.domain.json import JSON
from app.domain.message import ToolDefinition
from app.domain.span import Span
from app.domain.span_reading import Role, SpanReading
from app.domain.step import StepKind
from app.ingest.dialects.dialect import Dialect
from app.ingest.lenient import as_dict, as_flag, as_list, as_text, lenient_value
from app.ingest.messages import messages_of
from app.ingest.outcome import outcome_of
from app.ingest.parameters import steering
from app.ingest.reply import reply_of
from app.ingest.request import requested
from app.ingest.tools import tools_of

_COMPONENTS: tuple[tuple[re.Pattern[str], StepKind], ...] = (
    (re.compile(r"Generator$"), StepKind.MODEL),
    (re.compile(r"Retriever$|WebSearch$"), StepKind.RETRIEVAL),
    (re.compile(r"Embedder$"), StepKind.EMBEDDING),
    (re.compile(r"Ranker$"), StepKind.RERANK),
    (re.compile(r"Router$"), StepKind.ROUTING),
    (re.compile(r"Evaluator$"), StepKind.EVALUATION),
)
"""Components by the ending of their class, which Haystack keeps to."""


def read(span: Span) -> SpanReading:
    match span.name:
        case "haystack.agent.step.llm":
            return _model(span, "haystack.agent.step.llm.input", "haystack.agent.step.llm.output")
        case "haystack.agent.step.tool":
            return _tool(span)
        case "haystack.component.run":
            return _component(span)
        case _:
            return SpanReading(dialect="haystack", role=Role.CONTAINER, name=span.name)


def _model(span: Span, asked: str, answered: str) -> SpanReading:
    given, output = as_dict(span.attributes.get(asked)), as_dict(span.attributes.get(answered))
    replies = output.get("replies") or output.get("messages") or span.attributes.get(answered)
    reply = reply_of(output)
    return SpanReading(
        dialect="haystack",
        role=Role.STEP,
        kind=StepKind.MODEL,
        response_model=reply.model,
        response_id=reply.id,
        input_messages=requested(given),
        output_messages=messages_of(replies, role="assistant"),
        tools=_tools(given.get("tools")),
        parameters=reply.steered(steering(given.get("generation_kwargs"))),
        usage=reply.usage,
        finish_reason=reply.finish_reason,
    )


def _tools(value: JSON) -> tuple[ToolDefinition, ...]:
    """The tools, each with its definition under `data` as Haystack serialises its objects."""
    items = [as_dict(item) for item in as_list(value)]
    return tools_of([dict(as_dict(item.get("data")) or item) for item in items])


def _tool(span: Span) -> SpanReading:
    """A tool's call; that it failed is told by a flag alone, the status stays unset."""
    attributes = span.attributes
    outcome = outcome_of(attributes.get("haystack.agent.step.tool.output"))
    failed = as_flag(attributes.get("haystack.tool.error")) or outcome.is_error is True
    said = as_dict(outcome.result).get("error") or outcome.result
    return SpanReading(
        dialect="haystack",
        role=Role.STEP,
        kind=StepKind.TOOL,
        name=as_text(attributes.get("haystack.tool.name")),
        call_id=outcome.call_id,
        input=lenient_value(attributes.get("haystack.agent.step.tool.input")),
        output=outcome.result,
        failed=failed,
        error=as_text(said) if failed else None,
    )


def _component(span: Span) -> SpanReading:
    attributes: Mapping[str, JSON] = span.attributes
    type_, name = str(attributes.get("haystack.component.type")), as_text(attributes.get("haystack.component.name"))
    kind = next((kind for pattern, kind in _COMPONENTS if pattern.search(type_)), None)
    if kind is StepKind.MODEL:
        return _model(span, "haystack.component.input", "haystack.component.output")
    plain = SpanReading(dialect="haystack", name=name or type_)
    if kind is None:
        holds = type_ in ("Agent", "SuperComponent", "ToolInvoker")
        role = Role.CONTAINER if holds else Role.DETAIL
        return replace(plain, role=role, agent=name if type_ == "Agent" else None)
    given, output = (
        lenient_value(attributes.get("haystack.component.input")),
        lenient_value(attributes.get("haystack.component.output")),
    )
    return replace(plain, role=Role.STEP, kind=kind, input=given, output=output)


DIALECT = Dialect("haystack", read, also=lambda span: span.name.startswith("haystack."))
