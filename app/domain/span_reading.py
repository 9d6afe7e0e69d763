"""What a dialect understood of one span, in one vocabulary for all frameworks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from enum import StrEnum
from functools import reduce
from operator import attrgetter
from typing import Any

from app.domain.json import JSON
from app.domain.message import Message, ToolDefinition
from app.domain.step import StepKind, Usage


class Role(StrEnum):
    """What a span is to a reader: a step, a container of steps, or detail of the nearest step above."""

    STEP = "step"
    CONTAINER = "container"
    DETAIL = "detail"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanReading:
    """One span in Misstep's words.

    `input_messages` and `output_messages` are for model calls, `input` and `output` for everything else.
    `usage` of a container repeats its children and is never summed. A dialect that cannot tell the role
    leaves it None, and the next dialect that recognises the span is asked. `partial` is true where the
    recording lost messages or sent them by reference. `state` is what the span wrote into memory, scratchpad or
    world, and `state_before` what stood there, where the recording tells.
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
    state_before: Mapping[str, JSON] | None = None
    partial: bool = False


def merged(*readings: SpanReading) -> SpanReading:
    """One reading out of several of the same call: each field from the first that tells it.

    Role and kind belong together and come from the same one. A failure told by one is a failure.
    """
    first, *others = readings
    if not others:
        return first
    found = list(_SINGLES(first))
    gaps = _gaps(found, range(len(found)))
    for other in others:
        told = _SINGLES(other)
        for place in gaps:
            found[place] = told[place]
        gaps = _gaps(found, gaps)
    ranked = next((reading for reading in readings if reading.role is not None), readings[-1])
    return SpanReading(
        dialect=first.dialect,
        role=ranked.role,
        kind=ranked.kind,
        usage=reduce(merged_usage, (reading.usage for reading in readings)),
        **dict(zip(_SINGLE, found, strict=True)),
    )


def merged_usage(first: Usage | None, second: Usage | None) -> Usage | None:
    """The counts of the first, and of the second what the first does not tell."""
    if first is None or second is None:
        return first or second
    if first == second:
        return first
    return Usage(
        *(getattr(second if getattr(first, item.name) is None else first, item.name) for item in fields(Usage))
    )


_TOGETHER = ("dialect", "role", "kind", "usage")
_SINGLE = tuple(item.name for item in fields(SpanReading) if item.name not in _TOGETHER)
_SINGLES = attrgetter(*_SINGLE)
_EMPTY = (type(None), bool, str, tuple, dict)  # zero tokens and an empty list are told


def _gaps(values: Sequence[Any], places: Iterable[int]) -> list[int]:
    return [place for place in places if not values[place] and isinstance(values[place], _EMPTY)]
