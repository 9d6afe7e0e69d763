"""What a dialect understood of one span, in one vocabulary for all frameworks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.json import JSON
from app.domain.message import Message, ToolDefinition
from app.domain.step import StepKind, Usage


class Role(StrEnum):
    """What a span is to a reader: a step, a container of steps, or detail of the nearest step above."""

    STEP = "step"
    CONTAINER = "container"
    DETAIL = "detail"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One span in Misstep's words.

    `input_messages` and `output_messages` are for model calls, `input` and `output` for everything else.
    `usage` of a container repeats its children and is never summed. A dialect that cannot tell the role
    leaves it None, and the next dialect that recognises the span is asked. `partial` is true where the
    recording lost messages or sent them by reference.
    """

    dialect: str
    role: Role | None = None
    kind: StepKind | None = None
    name: str | None = None
    agent: str | None = None
    call_id: str | None = None
    request_model: str | None = None
    response_model: str | None = None
    response_id: str | None = None
    previous_response_id: str | None = None
    provider: str | None = None
    input_messages: tuple[Message, ...] = ()
    output_messages: tuple[Message, ...] = ()
    tools: tuple[ToolDefinition, ...] = ()
    parameters: Mapping[str, JSON] = field(default_factory=dict)
    input: JSON = None
    output: JSON = None
    usage: Usage | None = None
    cost_usd: float | None = None
    finish_reason: str | None = None
    failed: bool = False
    error: str | None = None
    conversation_id: str | None = None
    state: Mapping[str, JSON] | None = None
    partial: bool = False
