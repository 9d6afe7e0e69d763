"""Where earlier messages of a context were condensed, dropped or shortened."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from app.domain.message import Message, ToolCall, ToolResult
from app.replay.context_diff import ChangedMessage, ContextDiff, PlacedMessage, size_of, spoken

DERIVED = 0.4  # of the new text's words: below, it is not made of what left, but something else in its place
CUT = 0.9  # of the shorter text's words stand in the longer one: it was cut, not written anew
MAX_WORDS_OF = 200_000  # characters of either side that are compared for words


@dataclass(frozen=True, slots=True, kw_only=True)
class Compaction:
    """What was in a context and is not any more, and what stands in its place.

    `gone` and `became` are in the order of their contexts; `derived` tells that `became` is made of the words of
    `gone`. `oldest` tells that `gone` were the first messages after the system prompt. `shortened` are messages that
    stayed with less in them.
    """

    gone: tuple[PlacedMessage, ...] = ()
    became: tuple[PlacedMessage, ...] = ()
    shortened: tuple[ChangedMessage, ...] = ()
    derived: bool = False
    oldest: bool = False

    @property
    def gone_size(self) -> int:
        return _size(self.gone)

    @property
    def became_size(self) -> int:
        return _size(self.became)

    @property
    def shortened_sizes(self) -> tuple[int, int]:
        """Characters of the shortened messages, before and after."""
        return _size(item.before for item in self.shortened), _size(item.after for item in self.shortened)

    @property
    def removed(self) -> tuple[PlacedMessage, ...]:
        """Every message of which something is no longer there."""
        return _in_order(*self.gone, *(item.before for item in self.shortened))


def compaction(diff: ContextDiff, *, said: Collection[Message], opening: int) -> Compaction | None:
    """None where no message left or shrank.

    `said` is what the earlier step put out, which enters in any case; `opening` counts the system messages that the
    earlier context began with.
    """
    rewritten = [item for item in diff.changed if _rewritten(item, diff)]
    shortened = tuple(item for item in diff.changed if item not in rewritten and item.shortened and not item.system)
    left = [item for item in diff.left if item.message.role != "system"]
    gone = _in_order(*left, *(item.before for item in rewritten))
    if not gone:
        return Compaction(shortened=shortened) if shortened else None
    became = _in_order(*_in_their_place(diff, gone, said), *(item.after for item in rewritten))
    return Compaction(
        gone=gone,
        became=became,
        shortened=shortened,
        derived=_derived(became, gone),
        oldest=[item.place for item in gone] == list(range(opening + 1, opening + 1 + len(gone))),
    )


def _rewritten(changed: ChangedMessage, diff: ContextDiff) -> bool:
    """Whether the pair is one of several messages giving way to one, rather than a message edited in place."""
    gap = next(gap for gap in diff.gaps if changed.before.place in gap.before)
    alone = not any(item.place in gap.before for item in diff.left)
    if changed.system or alone or _calls(changed.after.message):
        return False
    words = _words([changed.after])
    return not (changed.shortened and len(words & _words([changed.before])) >= CUT * len(words))


def _in_their_place(
    diff: ContextDiff, gone: Sequence[PlacedMessage], said: Collection[Message]
) -> Iterable[PlacedMessage]:
    """What entered where something left, up to where the conversation goes on with a call or with what was said."""
    places = {item.place for item in gone}
    where = [gap.after for gap in diff.gaps if not places.isdisjoint(gap.before)]
    texts = [spoken(message) for message in said]
    for item in diff.entered:
        if _calls(item.message) or spoken(item.message) in texts:
            return
        if item.message.role != "system" and any(item.place in after for after in where):
            yield item


def _calls(message: Message) -> bool:
    return any(isinstance(part, ToolCall | ToolResult) for part in message.parts)


def _derived(became: Sequence[PlacedMessage], gone: Sequence[PlacedMessage]) -> bool:
    words = _words(became)
    return bool(words) and len(words & _words(gone)) >= DERIVED * len(words)


def _words(placed: Iterable[PlacedMessage]) -> frozenset[str]:
    room = MAX_WORDS_OF
    words: set[str] = set()
    for text in (text for item in placed for text in spoken(item.message)):
        words.update(re.findall(r"\w+", text[:room].casefold()))
        room = max(0, room - len(text))
    return frozenset(words)


def _in_order(*placed: PlacedMessage) -> tuple[PlacedMessage, ...]:
    return tuple(sorted(placed, key=lambda item: item.place))


def _size(placed: Iterable[PlacedMessage]) -> int:
    return sum(size_of(item.message) for item in placed)
