"""What a dialect understood of one span, in one vocabulary for all frameworks."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from operator import attrgetter
from typing import Any, TypeAlias, TypeVar

from app.domain.json import JSON
from app.domain.message import Message, ToolDefinition
from app.domain.step import StepKind, Usage

Source = TypeVar("Source")
Rank: TypeAlias = "tuple[Role | None, StepKind | None]"
"""What a span is to a reader: role and kind, which are told together."""


class Role(StrEnum):
    """What a span is to a reader: a step, a container of steps, or detail of the nearest step above."""

    STEP = "step"
    CONTAINER = "container"
    DETAIL = "detail"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanReading:
    """One span in Misstep's words.

    `input_messages` and `output_messages` are for model calls, `input` and `output` for everything else.
    `usage` of a container repeats its children and is never summed. `kind` of a container is that of the calls which
    it holds and may tell of itself. A dialect that cannot tell the role leaves it None, and the next dialect that
    recognises the span is asked. `partial` is true where the recording lost messages or sent them by reference,
    `cut` where a value breaks off at a length. `state` is what the span wrote into memory, scratchpad or world, and
    `state_before` what stood there, where the recording tells.
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
    cut: bool = False

    @property
    def rank(self) -> Rank:
        return self.role, self.kind

    @property
    def tells_call(self) -> bool:
        """Whether a container tells what came of the calls in it, so that one is known even if no span reports it."""
        if self.role is not Role.CONTAINER or self.kind is None:
            return False
        if self.usage is not None and any(self.usage.counts):
            return True
        if self.kind is StepKind.MODEL:
            return bool(self.output_messages)
        return self.input is not None or self.output is not None


def merged(first: SpanReading, *others: SpanReading) -> SpanReading:
    """One reading out of several of the same call: see `Merger`."""
    merger = Merger(first)
    for other in others:
        merger.add(other)
    return merger.reading


class Merger:
    """Puts readings of one call together: each field from the first that tells it, and no other is asked for it.

    Role and kind belong together and come from the same one. A failure told by one is a failure.
    """

    def __init__(self, first: SpanReading) -> None:
        self._first = first
        self._rank, self._usage = first.rank, first.usage
        self._found = dict(zip(_SINGLE, _SINGLES(first), strict=True))
        self._blank = False
        self._alone = True

    def add(self, reading: SpanReading) -> None:
        """The next reading."""
        self._ask_rank_and_usage(reading, rank=_RANK, usage=_USAGE)
        for name in self._untold(_SINGLE):
            self._found[name] = getattr(reading, name)
        self._blank = False

    def ask(
        self,
        source: Source,
        fields: Mapping[str, Callable[[Source], Any]],
        *,
        rank: Callable[[Source], Rank],
        usage: Callable[[Source], Usage | None] | None,
    ) -> None:
        """The next reading, field by field: what reads each from its source; what is not read is empty."""
        self._ask_rank_and_usage(source, rank=rank, usage=usage)
        for name in self._untold(fields if self._blank else _SINGLE):
            read = fields.get(name)
            self._found[name] = _DEFAULTS[name] if read is None else read(source)
        self._blank = True

    def _ask_rank_and_usage(
        self, source: Source, *, rank: Callable[[Source], Rank], usage: Callable[[Source], Usage | None] | None
    ) -> None:
        self._alone = False
        if self._rank[0] is None:
            self._rank = rank(source)
        if usage is not None and (self._usage is None or None in self._usage.counts):
            self._usage = merged_usage(self._usage, usage(source))

    @property
    def reading(self) -> SpanReading:
        if self._alone:
            return self._first
        role, kind = self._rank
        return SpanReading(dialect=self._first.dialect, role=role, kind=kind, usage=self._usage, **self._found)

    def _untold(self, names: Iterable[str]) -> list[str]:
        found = self._found
        return [name for name in names if (told := found[name]) is None or (not told and isinstance(told, _EMPTY))]


def merged_usage(first: Usage | None, second: Usage | None) -> Usage | None:
    """The counts of the first, and of the second what the first does not tell, or says was none.

    The input and what a cache held belong together: both come from the second where it alone tells of a cache.
    """
    if first is None or second is None:
        return first or second
    if first == second:
        return first
    if second.input_tokens is not None and second.cache_tokens and not first.cache_tokens:
        whole = first.input_tokens is not None and first.input_tokens == second.whole_input
        first = replace(first, beside=False) if whole else replace(first, input_tokens=None, beside=None)
    counts = (
        own if own or theirs is None else theirs for own, theirs in zip(first.counts, second.counts, strict=True)
    )
    return Usage(
        *counts,
        beside=_beside(first, second),
        untold=first.untold or (second.untold and first.output_tokens is None),
    )


def _beside(first: Usage, second: Usage) -> bool | None:
    """Whether the first counts what a cache held beside its input: a second that knows is held to its own input."""
    if second.beside is None or first.input_tokens is None or second.input_tokens is None or not second.cache_tokens:
        return second.beside if first.beside is None else first.beside
    bare = second.input_tokens if second.beside else second.input_tokens - second.cache_tokens
    if first.input_tokens in (bare, bare + second.cache_tokens):
        return first.input_tokens == bare
    return first.beside


_TOGETHER = ("dialect", "role", "kind", "usage")
_SINGLE = tuple(item.name for item in fields(SpanReading) if item.name not in _TOGETHER)
_SINGLES = attrgetter(*_SINGLE)
_RANK, _USAGE = attrgetter("rank"), attrgetter("usage")
_DEFAULTS = dict(zip(_SINGLE, _SINGLES(SpanReading(dialect="")), strict=True))
_EMPTY = (bool, str, tuple, dict)  # zero tokens and an empty list are told
