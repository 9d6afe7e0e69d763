"""Tell whether what a span recorded breaks off at a length."""

from collections.abc import Iterable

from app.domain.json import JSON
from app.domain.message import Message
from app.domain.span_reading import SpanReading
from app.ingest.cut_json import begun_json


def breaks_off(reading: SpanReading) -> bool:
    """Whether messages, arguments or a result are told only up to where they were cut."""
    if _is_begun(reading.input) or _is_begun(reading.output):
        return True
    return is_cut(reading.input_messages) or is_cut(reading.output_messages)


def is_cut(messages: Iterable[Message]) -> bool:
    """Whether the recording breaks off in one of the messages, or after it."""
    return any(message.cut for message in messages)


def _is_begun(value: JSON) -> bool:
    return isinstance(value, str) and len(value) >= _SHORTEST and begun_json(value) is not None


_SHORTEST = 32  # characters; nobody limits values to less, and a tool may well be given a bracket
