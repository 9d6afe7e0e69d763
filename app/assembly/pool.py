"""Hold each distinct message and tool definition once, under its content hash."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from app.domain.message import Message, ToolDefinition

Content = TypeVar("Content", Message, ToolDefinition)


@dataclass(slots=True)
class PoolBuilder:
    """Gathers contents; an object that was met before is not hashed again."""

    messages: dict[str, Message] = field(default_factory=dict)
    tools: dict[str, ToolDefinition] = field(default_factory=dict)
    _known: dict[int, tuple[object, str]] = field(default_factory=dict)

    def add_messages(self, messages: Iterable[Message]) -> tuple[str, ...]:
        """The hashes of the messages, in order."""
        return tuple(self._keep(message, self.messages) for message in messages)

    def add_tools(self, tools: Iterable[ToolDefinition]) -> tuple[str, ...]:
        """The hashes of the definitions, in order."""
        return tuple(self._keep(tool, self.tools) for tool in tools)

    def _keep(self, content: Content, pool: dict[str, Content]) -> str:
        known = self._known.get(id(content))
        if known is None:
            known = (content, content.hash)  # the object is kept, so that its identity stays its own
            self._known[id(content)] = known
        pool.setdefault(known[1], content)
        return known[1]
