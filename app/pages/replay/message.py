"""Messages for the page: each part as a bounded tree, and a link to the whole where something is left out."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from app.domain.message import Media, Message, Part, Reasoning, Text, ToolCall, ToolResult
from app.pages.replay.content import part_value
from app.pages.value.seen import NOTHING_SEEN, SeenText, SeenTexts
from app.pages.value.shape import Shown, is_complete
from app.pages.value.text import DiffSegment, stretches
from app.pages.value.tree import shown_value
from app.pages.value.view import value_view
from app.replay.arrivals import introduced
from app.replay.context_diff import ChangedMessage, PlacedMessage, size_of, spoken
from app.replay.message_text import readable
from app.replay.words import word_diff

OPEN_MESSAGES = 12  # shown in full preview; the rest of a long list as single lines that open on demand
BRIEF = 120  # characters of a folded message: more than its line has room for


@dataclass(frozen=True, slots=True, kw_only=True)
class PartView:
    """One part. `title` is the tool's name or the medium's type; `address` answers with the part's value.

    Where a text was `seen` under a line that is new, as a summary that is handed on, that line is its `intro`.
    """

    kind: str
    shown: Shown
    address: str | None = None
    title: str = ""
    call_id: str | None = None
    failed: bool = False
    intro: str = ""
    seen: SeenText | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageView:
    """A message at its place in a context. `rest` is the address of its full text, where more is left to show.

    One that was `seen` at an earlier step is folded with its parts in it; one that is `folded` has them elsewhere.
    """

    place: int
    role: str
    name: str | None
    parts: tuple[PartView, ...]
    size: int
    line: str
    folded: bool = False
    rest: str | None = None
    seen: SeenText | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedView:
    """A message that replaced an earlier one, with its words compared."""

    title: str
    before: int
    after: int
    size_before: int
    size_after: int
    stretches: tuple[DiffSegment, ...]


def message_views(
    placed: Sequence[PlacedMessage],
    *,
    address: str,
    open_first: int = OPEN_MESSAGES,
    opened: Iterable[int] = (),
    seen: SeenTexts = NOTHING_SEEN,
) -> tuple[MessageView, ...]:
    """The messages in order; `opened` are places to show in any case.

    `address`, a hyphen and a place make the address of a message's full text. Of messages that were seen before, as
    many are in the page as of new ones.
    """
    wanted, met = set(opened), Counter[bool]()
    views = []
    for item in placed:
        before = seen.of_message(item.message)
        folded = met[before is None] >= open_first and item.place not in wanted
        met[before is None] += 1
        views.append(message_view(item, address=address, folded=folded, seen=seen))
    return tuple(views)


def message_view(
    item: PlacedMessage, *, address: str, folded: bool = False, seen: SeenTexts = NOTHING_SEEN
) -> MessageView:
    """One message; folded, it has a line of text and no parts."""
    here = f"{address}-{item.place}"
    before = seen.of_message(item.message)
    parts = () if folded else part_views(item.message, address=here, seen=NOTHING_SEEN if before else seen)
    partial = folded or not all(is_complete(part.shown) for part in parts)
    return MessageView(
        place=item.place,
        role=item.message.role,
        name=item.message.name,
        parts=parts,
        size=size_of(item.message),
        line=_line(item.message),
        folded=folded,
        rest=here if partial else None,
        seen=before,
    )


def _line(message: Message) -> str:
    """The beginning of a message on one line, for the list."""
    calls = [f"calls {call.name}" for call in message.calls]
    text = " ".join([*spoken(message)[:1], *calls] if message.calls and message.text else calls or spoken(message))
    return " ".join(text[: 2 * BRIEF].split())[:BRIEF]


def part_views(message: Message, *, address: str, seen: SeenTexts = NOTHING_SEEN) -> tuple[PartView, ...]:
    """The parts of the message that `address` answers with; a hyphen and a place make the address of a part."""
    numbered = enumerate(message.parts, 1)
    return tuple(part_view(part, address=f"{address}-{place}", seen=seen) for place, part in numbered)


def part_view(part: Part, *, address: str | None = None, seen: SeenTexts = NOTHING_SEEN) -> PartView:
    """A part; media are told of, never loaded: a trace must not make the reader's browser fetch anything."""
    value = value_view("", part_value(part), address=address, seen=seen)
    view = PartView(kind="text", shown=value.shown, address=address, seen=value.seen)
    match part:
        case Text(text):
            return _under_its_line(view, text, seen)
        case Reasoning():
            return replace(view, kind="reasoning")
        case ToolCall(name, _, call_id):
            return replace(view, kind="tool call", title=name, call_id=call_id)
        case ToolResult(_, call_id, name, is_error):
            return replace(view, kind="tool result", title=name or "", call_id=call_id, failed=bool(is_error))
        case Media(media_type):
            return replace(view, kind="media", title=media_type)


def _under_its_line(view: PartView, text: str, seen: SeenTexts) -> PartView:
    told = None if view.seen else introduced(text)
    before = seen.of(told[1]) if told else None
    return replace(view, intro=told[0], shown=shown_value(told[1]), seen=before) if told and before else view


def changed_view(changed: ChangedMessage) -> ChangedView:
    before, after = changed.before.message, changed.after.message
    return ChangedView(
        title=_title(changed),
        before=changed.before.place,
        after=changed.after.place,
        size_before=size_of(before),
        size_after=size_of(after),
        stretches=stretches(word_diff(readable(before), readable(after))),
    )


def _title(changed: ChangedMessage) -> str:
    if changed.system:
        return "System prompt changed"
    verb = "shortened" if changed.shortened else "changed"
    return f"{changed.after.message.role.capitalize()} message {verb}"
