"""Which facts of what left a context stand nowhere in it any more."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import assert_never

from app.domain.json import JSON, text_of
from app.domain.message import Media, Message, Part, Reasoning, Text, ToolCall, ToolDefinition, ToolResult
from app.replay.context_diff import PlacedMessage
from app.replay.facts import Fact, FactKind, dates, facts_of, numbers, plain

MAX_REMOVED = 200_000  # characters of removed text that are read for facts
MAX_CONTEXT = 2_000_000  # characters that are searched for them: half a million tokens
MAX_FACTS = 600  # of one compaction: each is searched for in the whole context
_SPEAKERS = {"user": 0, "assistant": 1}  # whose words come first; what tools returned comes last


@dataclass(frozen=True, slots=True)
class LostFact:
    """A fact, and the earlier place and role of the message that stated it."""

    fact: Fact
    place: int
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LostFacts:
    """`facts` are the lost ones by kind, people's words first.

    `cut` tells that not all removed text was read; `searched` is False where the context is too long to be sure
    that anything is missing from it, and then there are no facts.
    """

    facts: Mapping[FactKind, tuple[LostFact, ...]]
    cut: bool = False
    searched: bool = True


def lost_facts(
    removed: Sequence[PlacedMessage], context: Iterable[Message], tools: Iterable[ToolDefinition] = ()
) -> LostFacts:
    """What the removed messages state and neither the messages nor the tools of the context do.

    Facts are compared by their form: what was said again in other words counts as lost.
    """
    texts = [*_all_texts(context), *(_definition(tool) for tool in tools)]
    if sum(map(len, texts)) > MAX_CONTEXT:
        return LostFacts(facts={}, searched=False)
    stated = _ContextText("\n".join(texts))
    told, cut = _told(removed)
    gone: dict[FactKind, list[LostFact]] = {}
    for item in told:
        if not stated.has(item.fact):
            gone.setdefault(item.fact.kind, []).append(item)
    return LostFacts(facts={kind: tuple(gone[kind]) for kind in FactKind if kind in gone}, cut=cut)


class _ContextText:
    """A context to search in, for what is asked of it: most compactions lose no date."""

    def __init__(self, text: str) -> None:
        self._whole = text

    @cached_property
    def _text(self) -> str:
        return plain(self._whole)

    @cached_property
    def _numbers(self) -> frozenset[str]:
        return numbers(self._whole)

    @cached_property
    def _dates(self) -> frozenset[str]:
        return dates(self._whole)

    def has(self, fact: Fact) -> bool:
        match fact.kind:
            case FactKind.NUMBER:
                return fact.key in self._numbers
            case FactKind.DATE:
                return fact.key in self._dates
            case _:
                return fact.key in self._text


def _told(removed: Sequence[PlacedMessage]) -> tuple[list[LostFact], bool]:
    """Each fact once, by whom it was said, and whether some text was not read."""
    found: dict[tuple[FactKind, str], LostFact] = {}
    room = MAX_REMOVED
    cut = False
    for item in sorted(removed, key=lambda each: (_SPEAKERS.get(each.message.role, 2), each.place)):
        for text in _texts(item.message):
            cut = cut or len(text) > room
            for fact in facts_of(text[:room]):
                found.setdefault((fact.kind, fact.key), LostFact(fact, item.place, item.message.role))
            room = max(0, room - len(text))
    return list(islice(found.values(), MAX_FACTS)), cut or len(found) > MAX_FACTS


def _texts(message: Message) -> Iterator[str]:
    """The words of a message and the values of its structured parts, without their keys."""
    for part in message.parts:
        yield from _leaves(_content(part))


def _all_texts(messages: Iterable[Message]) -> Iterator[str]:
    """As `_texts`, with keys and names, for a fact may have become one."""
    for message in messages:
        for part in message.parts:
            yield from _leaves(_content(part), keys=True)
            if isinstance(part, ToolCall | ToolResult) and part.name:
                yield part.name


def _content(part: Part) -> JSON:
    match part:
        case Text(text) | Reasoning(text):
            return text
        case ToolCall(arguments=value) | ToolResult(result=value):
            return value
        case Media(reference=reference):
            return reference
        case _:
            assert_never(part)


def _leaves(value: JSON, *, keys: bool = False) -> Iterator[str]:
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, Mapping):
            stack.extend(reversed(list(item.values())))
            if keys:
                yield from map(str, item)
        elif isinstance(item, Sequence) and not isinstance(item, str):
            stack.extend(reversed(item))
        elif item is not None:
            yield text_of(item)


def _definition(tool: ToolDefinition) -> str:
    return "\n".join([tool.name, tool.description or "", *_leaves(tool.schema, keys=True)])
