"""Tell whether what a span recorded breaks off at a length, and read requests and replies that do."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from app.domain.json import JSON
from app.domain.message import Message, ToolDefinition
from app.domain.span_reading import SpanReading
from app.domain.step import StepKind
from app.ingest.cut_json import begun_json
from app.ingest.messages import messages_of
from app.ingest.tools import tools_of


def with_cut_values(reading: SpanReading, attributes: Mapping[str, JSON]) -> SpanReading:
    """The reading; where a value breaks off, it says so, and of a model's call tells what is left of its messages.

    Dialects take whole objects apart. One that was cut is none, so that its messages have to be read here.
    """
    if reading.kind is StepKind.MODEL and not (reading.input_messages and reading.output_messages):
        given = reading.input_messages or _begun(attributes, _REQUEST, other=_REPLY, role="user")
        said = reading.output_messages or _begun(attributes, _REPLY, other=_REQUEST, role="assistant")
        if given is not reading.input_messages or said is not reading.output_messages:
            reading = replace(reading, input_messages=given, output_messages=said)
    if reading.kind is StepKind.MODEL and not reading.tools and (tools := _begun_tools(attributes)):
        return replace(reading, tools=tools, cut=True, partial=True)
    if not _breaks_off(reading):
        return reading
    return replace(reading, cut=True, partial=reading.partial or _is_cut(reading.input_messages))


def _begun_tools(attributes: Mapping[str, JSON]) -> tuple[ToolDefinition, ...]:
    """The tools that are whole in a list of definitions that breaks off."""
    for name, value in attributes.items():
        if "tool" in name and isinstance(value, str) and value[:1] == "[":
            begun = begun_json(value)
            found = tools_of(begun[:-1]) if isinstance(begun, list) else ()
            if found:
                return found
    return ()


_REPLY = re.compile(r"output|response|completion|reply|answer", re.IGNORECASE)
_REQUEST = re.compile(r"input|request|prompt", re.IGNORECASE)


def _begun(
    attributes: Mapping[str, JSON], side: re.Pattern[str], *, other: re.Pattern[str], role: str
) -> tuple[Message, ...]:
    """The messages in the first value that breaks off, among those whose name is of the one side alone."""
    for name, value in attributes.items():
        if not isinstance(value, str) or value[:1] not in _OPENERS or not side.search(name) or other.search(name):
            continue
        if begun_json(value) is not None:
            found = messages_of(value, role=role)
            if _is_cut(found):
                return found
    return ()


_OPENERS = ("{", "[")


def _breaks_off(reading: SpanReading) -> bool:
    """Whether messages, arguments or a result are told only up to where they were cut."""
    if _is_begun(reading.input) or _is_begun(reading.output):
        return True
    return _is_cut(reading.input_messages) or _is_cut(reading.output_messages)


def _is_cut(messages: Iterable[Message]) -> bool:
    return any(message.cut for message in messages)


def _is_begun(value: JSON) -> bool:
    return isinstance(value, str) and len(value) >= _SHORTEST and begun_json(value) is not None


_SHORTEST = 32  # characters; nobody limits values to less, and a tool may well be given a bracket
