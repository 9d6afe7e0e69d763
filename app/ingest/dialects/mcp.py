"""The Model Context Protocol: `mcp.method.name`, on the client's span and on the server's."""

from collections.abc import Mapping

from app.domain.json import JSON
from app.domain.span import Span
from app.domain.span_reading import Role, SpanReading
from app.domain.step import StepKind
from app.ingest.dialects.dialect import Dialect
from app.ingest.lenient import as_dict, as_text, lenient_value
from app.ingest.outcome import arguments_of, outcome_of

METHOD = "mcp.method.name"
STEPS: Mapping[str, StepKind] = {
    "tools/call": StepKind.TOOL,
    "resources/read": StepKind.RETRIEVAL,
    "elicitation/create": StepKind.HUMAN,
}
"""Methods that tell a reader something; listing, initialising and notifying do not."""
_NAMES = ("gen_ai.tool.name", "mcp.tool.name", "traceloop.entity.name", "mcp.resource.uri")
_ARGUMENTS = ("gen_ai.tool.call.arguments", "mcp.request.argument", "mcp.tool.arguments", "mcp.request.arguments")
_RESULTS = ("gen_ai.tool.call.result", "mcp.response.value", "mcp.tool.result")


def read(span: Span) -> SpanReading:
    method = str(span.attributes[METHOD])
    kind = STEPS.get(method)
    if kind is None:
        role = Role.CONTAINER if method == "sampling/createMessage" else Role.DETAIL
        return SpanReading(dialect="mcp", role=role, name=span.name)
    attributes = span.attributes
    outcome = outcome_of(_first(attributes, _RESULTS))
    return SpanReading(
        dialect="mcp",
        role=Role.STEP,
        kind=kind,
        name=_name(span, method),
        call_id=as_text(attributes.get("gen_ai.tool.call.id")),
        input=_arguments(attributes) if kind is StepKind.TOOL else lenient_value(attributes.get("mcp.resource.uri")),
        output=outcome.result,
        failed=outcome.is_error is True,
        error=outcome.error,
        conversation_id=as_text(attributes.get("mcp.session.id")),
    )


def _name(span: Span, method: str) -> str:
    """The tool's name; the client's span has it only in its own name, after the method."""
    named = _first(span.attributes, _NAMES)
    return as_text(named) or span.name.rpartition(f"{method} ")[2] or span.name


def _arguments(attributes: Mapping[str, JSON]) -> JSON:
    found = arguments_of(_first(attributes, _ARGUMENTS))
    params = as_dict(as_dict(found).get("params")) or as_dict(found)
    return lenient_value(params["arguments"]) if {"name", "arguments"} <= params.keys() else found


def _first(attributes: Mapping[str, JSON], keys: tuple[str, ...]) -> JSON:
    return next((attributes[key] for key in keys if attributes.get(key) not in (None, "")), None)


DIALECT = Dialect("mcp", read, names=(METHOD,))
