"""What entered and what left a context between two model steps."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.json import JSON, text_of
from app.domain.message import Message, ToolCall, ToolDefinition, ToolResult, part_json
from app.domain.step import Context
from app.replay.sequence import common, gaps

ALIKE = 0.4  # of the shorter text's words: below, two messages are a removal and an addition, not a change
MAX_PAIRINGS = 10_000  # past a hundred by a hundred, messages are paired by role and call id alone
MAX_COMPARED = 20_000  # characters of each part: enough to tell whether two texts are versions of one another


@dataclass(frozen=True, slots=True)
class PlacedMessage:
    """A message and its place in the context, counted from 1."""

    place: int
    message: Message


@dataclass(frozen=True, slots=True)
class ChangedMessage:
    """A message that stands for an earlier one with other words."""

    before: PlacedMessage
    after: PlacedMessage

    @property
    def system(self) -> bool:
        return self.after.message.role == "system"

    @property
    def shortened(self) -> bool:
        return size_of(self.after.message) < size_of(self.before.message)


@dataclass(frozen=True, slots=True)
class MovedMessage:
    """A message that stayed in the context at another place among the rest."""

    message: Message
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class ToolChange:
    before: ToolDefinition
    after: ToolDefinition


@dataclass(frozen=True, slots=True)
class ParameterChange:
    """A request parameter before and after; `None` where it was not set."""

    name: str
    before: JSON
    after: JSON


@dataclass(frozen=True, slots=True)
class Gap:
    """Places, counted from 1, of neighbouring messages before, and of those that stand there after."""

    before: range
    after: range


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextDiff:
    """`unchanged` counts the messages that stayed where they were among the others; `gaps` lie between them."""

    entered: tuple[PlacedMessage, ...] = ()
    left: tuple[PlacedMessage, ...] = ()
    changed: tuple[ChangedMessage, ...] = ()
    moved: tuple[MovedMessage, ...] = ()
    unchanged: int = 0
    tools_entered: tuple[ToolDefinition, ...] = ()
    tools_left: tuple[ToolDefinition, ...] = ()
    tools_changed: tuple[ToolChange, ...] = ()
    parameters: tuple[ParameterChange, ...] = ()
    gaps: tuple[Gap, ...] = ()

    @property
    def lost_nothing(self) -> bool:
        return not (
            self.left or self.changed or self.moved or self.tools_left or self.tools_changed or self.parameters
        )


@dataclass(frozen=True, slots=True)
class MessagePool:
    """Messages and tool definitions by hash: those of the contexts at hand are enough."""

    messages: Mapping[str, Message]
    tools: Mapping[str, ToolDefinition] = field(default_factory=dict)


def first_context(context: Context, pool: MessagePool) -> ContextDiff:
    """A context without a basis: everything entered."""
    return ContextDiff(
        entered=_placed(context.messages, pool, range(len(context.messages))),
        tools_entered=tuple(pool.tools[item] for item in context.tools),
    )


def continued_context(context: Context, pool: MessagePool) -> ContextDiff:
    """A context whose earlier messages were sent by reference: what was sent in full entered, nothing left."""
    return ContextDiff(entered=_placed(context.messages, pool, range(len(context.messages))))


def context_diff(before: Context, after: Context, pool: MessagePool) -> ContextDiff:
    """Compare message by message on hashes, then pair what is left over where one message replaced another."""
    pairs = common(before.messages, after.messages)
    removed, added, changed = [], [], []
    between = gaps(pairs, before=len(before.messages), after=len(after.messages))
    for ours, theirs in between:
        gone = list(_placed(before.messages, pool, range(ours.start, ours.stop)))
        came = list(_placed(after.messages, pool, range(theirs.start, theirs.stop)))
        changed += _take_changed(gone, came)
        removed += gone
        added += came
    moved = _take_moved(removed, added)
    tools = _tool_changes(before, after, pool)
    return ContextDiff(
        entered=tuple(added),
        left=tuple(removed),
        changed=tuple(changed),
        moved=tuple(moved),
        unchanged=len(pairs),
        tools_entered=tools[0],
        tools_left=tools[1],
        tools_changed=tools[2],
        parameters=_parameter_changes(before.parameters, after.parameters),
        gaps=tuple(Gap(_places(ours), _places(theirs)) for ours, theirs in between),
    )


def size_of(message: Message) -> int:
    """Characters of all parts, as a reader would count them."""
    return sum(map(len, spoken(message)))


def spoken(message: Message) -> list[str]:
    """The message's content as texts: words as they stand, structured values as compact JSON."""
    texts: list[str] = []
    for part in map(part_json, message.parts):
        value = next((part[key] for key in ("text", "result", "arguments", "data", "reference") if key in part), None)
        texts.append(text_of(value))
    return texts


def _places(indexes: slice) -> range:
    return range(indexes.start + 1, indexes.stop + 1)


def _placed(hashes: Sequence[str], pool: MessagePool, places: range) -> tuple[PlacedMessage, ...]:
    return tuple(PlacedMessage(place + 1, pool.messages[hashes[place]]) for place in places)


def _take_changed(gone: list[PlacedMessage], came: list[PlacedMessage]) -> list[ChangedMessage]:
    """Pairs of messages that replaced one another, taken out of both lists."""
    changed = []
    marks = {id(item): _mark(item.message) for item in [*gone, *came]}
    bounded = len(gone) * len(came) <= MAX_PAIRINGS
    for old in list(gone):
        new = next((item for item in came if _replaces(marks[id(old)], marks[id(item)], compare_words=bounded)), None)
        if new:
            changed.append(ChangedMessage(old, new))
            gone.remove(old)
            came.remove(new)
    return changed


@dataclass(frozen=True, slots=True)
class _Mark:
    """What tells whether one message stands for another."""

    role: str
    calls: tuple[str, ...]
    names: tuple[str, ...]
    words: frozenset[str]


def _mark(message: Message) -> _Mark:
    tools = [part for part in message.parts if isinstance(part, ToolCall | ToolResult)]
    calls = tuple(part.id for part in tools if part.id)
    names = tuple(part.name for part in tools if part.name)
    text = " ".join(item[:MAX_COMPARED] for item in spoken(message))
    return _Mark(message.role, calls, names, frozenset(re.findall(r"\w+", text)))


def _replaces(old: _Mark, new: _Mark, *, compare_words: bool) -> bool:
    if old.role != new.role:
        return False
    if old.role == "system":
        return True
    if old.calls or new.calls:
        return old.calls == new.calls
    if old.names and new.names and old.names != new.names:
        return False  # another tool's call or result, however much the two look alike
    shorter = min(len(old.words), len(new.words))
    return compare_words and len(old.words & new.words) >= ALIKE * shorter > 0


def _take_moved(removed: list[PlacedMessage], added: list[PlacedMessage]) -> list[MovedMessage]:
    """Messages that both left one place and entered another, taken out of both lists."""
    moved = []
    places: dict[str, list[PlacedMessage]] = {}
    for item in added:
        places.setdefault(item.message.hash, []).append(item)
    for old in list(removed):
        if found := places.get(old.message.hash):
            new = found.pop(0)
            moved.append(MovedMessage(old.message, before=old.place, after=new.place))
            removed.remove(old)
            added.remove(new)
    return moved


def _tool_changes(
    before: Context, after: Context, pool: MessagePool
) -> tuple[tuple[ToolDefinition, ...], tuple[ToolDefinition, ...], tuple[ToolChange, ...]]:
    """What entered, what left, and what changed under its name; tools in both contexts are not even looked at."""
    both = set(before.tools) & set(after.tools)
    ours = {pool.tools[item].name: pool.tools[item] for item in before.tools if item not in both}
    theirs = {pool.tools[item].name: pool.tools[item] for item in after.tools if item not in both}
    return (
        tuple(tool for name, tool in theirs.items() if name not in ours),
        tuple(tool for name, tool in ours.items() if name not in theirs),
        tuple(ToolChange(ours[name], tool) for name, tool in theirs.items() if name in ours),
    )


def _parameter_changes(before: Mapping[str, JSON], after: Mapping[str, JSON]) -> tuple[ParameterChange, ...]:
    names = sorted(before.keys() | after.keys())
    changes = (ParameterChange(name, before.get(name), after.get(name)) for name in names)
    return tuple(change for change in changes if change.before != change.after)
