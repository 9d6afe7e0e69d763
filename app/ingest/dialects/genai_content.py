"""What a step of the GenAI conventions that is no call of a model was given, and what came of it."""

from app.domain.json import JSON
from app.domain.message import Message, Text, ToolCall, ToolResult
from app.domain.span import Span
from app.domain.step import StepKind
from app.ingest.dialects.genai_lookup import asked, found
from app.ingest.dialects.genai_names import ARGUMENTS, RESULTS, other_name
from app.ingest.dialects.genai_operations import is_tool, kind_of, operation_of
from app.ingest.dialects.genai_verdicts import decided, examined
from app.ingest.lenient import as_dict, lenient_value, unquoted_text
from app.ingest.messages import messages_of
from app.ingest.outcome import arguments_of, outcome_of
from app.ingest.tool_parts import shown


def given_to(span: Span) -> JSON:
    """Arguments, a query, what was examined, or the words that stand where a model's messages would."""
    attributes, kind = span.attributes, kind_of(span)
    given = attributes.get("gen_ai.tool.call.arguments", other_name(attributes, ARGUMENTS))
    if given is None and kind is not StepKind.MODEL:
        given = asked(attributes, operation_of(span))
        given = examined(span, kind) if given is None else given
        given = _spoken(span, "gen_ai.input.messages") if given is None else given
    return lenient_value(given)


def given_by(span: Span) -> JSON:
    """A result, documents or records, a verdict, or words."""
    attributes, kind = span.attributes, kind_of(span)
    given = attributes.get("gen_ai.tool.call.result", other_name(attributes, RESULTS) if is_tool(span) else None)
    if given is None and kind is not StepKind.MODEL:
        given = found(attributes, operation_of(span))
        given = decided(span, kind) if given is None else given
        given = _spoken(span, "gen_ai.output.messages") if given is None else given
    return None if given is None else shown(given)


def _spoken(span: Span, name: str) -> JSON:
    """What stands in the place of messages where nobody spoke: a tool's object (Gemini CLI), or nothing but texts."""
    value = span.attributes.get(name)
    if value is None or (kind_of(span) is None and not is_tool(span)):
        return None
    body = as_dict(value) if is_tool(span) else {}
    if body:
        return arguments_of(body) if name.endswith("input.messages") else outcome_of(body).result
    return _alone(messages_of(unquoted_text(value)))


def _alone(messages: tuple[Message, ...]) -> JSON:
    """The one call's arguments or the one result that messages hold, or their texts, where they are nothing else."""
    parts = [part for message in messages for part in message.parts]
    match parts:
        case [ToolCall() as call]:
            return call.arguments
        case [ToolResult() as result]:
            return result.result
        case _:
            texts = [part.text for part in parts if isinstance(part, Text)]
            return "\n".join(texts) if texts and len(texts) == len(parts) else None
