"""GenAI content that was stored elsewhere: an address in a `*_ref` attribute in place of the content."""

from collections.abc import Iterator, Mapping

from app.domain.json import JSON
from app.domain.message import Message, Text, ToolDefinition
from app.domain.span import Span
from app.ingest.dialects.dialect import Dialect, FieldReader
from app.ingest.lenient import as_text

_SYSTEM, _GIVEN, _SAID = "gen_ai.system_instructions", "gen_ai.input.messages", "gen_ai.output.messages"
_TOOLS, _ARGUMENTS, _RESULT = "gen_ai.tool.definitions", "gen_ai.tool.call.arguments", "gen_ai.tool.call.result"
_NAMES = tuple(f"{content}_ref" for content in (_SYSTEM, _GIVEN, _SAID, _TOOLS, _ARGUMENTS, _RESULT))


def _stored(span: Span, content: str) -> str | None:
    """Where a content is stored that is recorded nowhere; nobody fetches it from there."""
    told, key = list(_told(span)), f"{content}_ref"
    if any(content in attributes for attributes in told):
        return None
    address = next((as_text(attributes[key]) for attributes in told if key in attributes), None)
    return None if address is None else f"stored at {address}"


def _told(span: Span) -> Iterator[Mapping[str, JSON]]:
    yield span.attributes
    yield from (event.attributes for event in span.events)
    yield from (log.attributes for log in span.logs)


def _message(span: Span, content: str, *, role: str) -> tuple[Message, ...]:
    text = _stored(span, content)
    return () if text is None else (Message(role, (Text(text),)),)


def _given(span: Span) -> tuple[Message, ...]:
    return _message(span, _SYSTEM, role="system") + _message(span, _GIVEN, role="user")


def _tools(span: Span) -> tuple[ToolDefinition, ...]:
    text = _stored(span, _TOOLS)
    return () if text is None else (ToolDefinition(text),)


def _in_a_record(span: Span) -> bool:
    """Whether an event or log record of the span has such an address."""
    return any(name in attributes for attributes in _told(span) for name in _NAMES)


read = FieldReader(
    "genai_stored",
    {
        "input_messages": _given,
        "output_messages": lambda span: _message(span, _SAID, role="assistant"),
        "tools": _tools,
        "input": lambda span: _stored(span, _ARGUMENTS),
        "output": lambda span: _stored(span, _RESULT),
        "partial": lambda span: _stored(span, _GIVEN) is not None,
    },
)

DIALECT = Dialect("genai_stored", read, names=_NAMES, records=_in_a_record)
