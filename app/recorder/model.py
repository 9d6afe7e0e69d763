"""The port to a model: what it is asked and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Protocol

from app.domain.json import JSON
from app.domain.message import Message, Part, ToolDefinition
from app.domain.scenario import Player
from app.domain.step import Usage


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRequest:
    """Everything that a model is given; a scripted one reads this and nothing else."""

    model: str
    messages: tuple[Message, ...]
    tools: tuple[ToolDefinition, ...] = ()
    parameters: Mapping[str, JSON] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelResponse:
    """What came back: parts of the assistant's message, and why it ended. Tokens are None where not told."""

    model: str
    parts: tuple[Part, ...]
    finish_reason: str
    id: str | None = None
    usage: Usage | None = None


class ModelRefused(Exception):
    """The provider did not take the request; it may be sent again."""

    def __init__(self, message: str, *, status: int, kind: str) -> None:
        super().__init__(message)
        self.status = status
        self.kind = kind


class Model(Protocol):
    """Answers one request for one agent. Raises ModelRefused where the provider turns it away.

    `player` is what is said of it wherever its runs are shown.
    """

    player: ClassVar[Player]

    def complete(self, request: ModelRequest, *, agent: str) -> ModelResponse: ...
