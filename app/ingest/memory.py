"""What was read already while one import is put together: spans of a run repeat their texts and messages."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from app.domain.json import JSON
from app.domain.message import Message


@dataclass(frozen=True, slots=True)
class Memory:
    """Values by the text that they were read from, messages by their body, simple ones by their roles and text."""

    values: dict[str, JSON] = field(default_factory=dict)
    messages: dict[bytes, tuple[Message, ...]] = field(default_factory=dict)
    simple_messages: dict[tuple[str, str, str], tuple[Message, ...]] = field(default_factory=dict)


_memory: ContextVar[Memory | None] = ContextVar("what this import has read", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Read each distinct text and message once while this is open: every model call repeats the whole history."""
    token = _memory.set(Memory())
    try:
        yield
    finally:
        _memory.reset(token)


def memory() -> Memory | None:
    """What is remembered; None outside of an import."""
    return _memory.get()
