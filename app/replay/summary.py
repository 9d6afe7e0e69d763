"""A delta in one sentence."""

from collections.abc import Mapping, Sequence
from typing import TypeGuard

from app.domain.json import JSON, canonical
from app.domain.message import ToolCall
from app.domain.step import StepKind
from app.replay.compaction import Compaction
from app.replay.context_diff import ContextDiff
from app.replay.delta import Delta, StepResult

MAX_ARGUMENTS = 60  # characters: the sentence stays one line on a laptop
MAX_CALLS = 3
MAX_ENVELOPE = 6  # fields beside a list of results: counts, cursors, the query; an order with its lines has more


def summary(of: Delta) -> str:
    """Like: Context +3 messages (+1,240 tokens); the model called `search_orders(id=4)`; 0 rows came back."""
    parts = [*_context(of), *_decided(of), *_asked(of), *_came_back(of), *_state(of)]
    sentence = "; ".join(parts)
    return sentence[:1].upper() + sentence[1:] + "."


def size(value: JSON) -> str:
    """A result's size in the unit in which a person would count it."""
    if value is None or value in ("", [], {}):
        return "an empty result" if value is not None else "nothing"
    if isinstance(value, str):
        return f"{len(value):,} characters" if len(value) > MAX_ARGUMENTS else f"“{value}”"
    if isinstance(value, Mapping):
        return _size_of_object(value)
    if isinstance(value, Sequence):
        return _count(len(value), "row")
    return canonical(value)


def _size_of_object(value: Mapping[str, JSON]) -> str:
    """An object around one list of records is that list; any other object is its keys."""
    lists = [item for item in value.values() if isinstance(item, Sequence) and not isinstance(item, str)]
    if len(lists) == 1 and _records(lists[0], beside=len(value) - 1):
        return _count(len(lists[0]), "row")
    text = canonical(value)
    return text if len(text) <= MAX_ARGUMENTS else f"an object of {_count(len(value), 'key')}"


def _records(items: Sequence[JSON], *, beside: int) -> bool:
    """Whether a list is what its object is about: not the labels of a receipt, nor one field of a long record."""
    return beside <= MAX_ENVELOPE and (not beside or all(isinstance(item, Mapping) for item in items))


def _context(of: Delta) -> list[str]:
    if of.context is None:
        return []
    tokens = "" if of.cost.more_tokens is None else f" ({of.cost.more_tokens:+,} tokens)".replace("-", "−")
    edited = _edited(of)
    if _condensed(of.compaction):
        return [f"context {_became(of.compaction, of.context)}{tokens}", *edited]
    came, went = len(of.context.entered), len(of.context.left)
    counts = [f"{sign}{count}" for sign, count in (("+", came), ("−", went)) if count]
    if edited and not counts:
        return [f"context: {', '.join(edited)}{tokens}"]
    last = went or came
    moved = f"{' '.join(counts)} message{'' if last == 1 else 's'}" if counts else "unchanged"
    return [f"context {moved}{tokens}", *edited]


def _condensed(of: Compaction | None) -> TypeGuard[Compaction]:
    """Whether several messages gave way to fewer, which counts of what came and went do not tell."""
    return of is not None and of.derived and len(of.gone) > len(of.became)


def _became(of: Compaction, context: ContextDiff) -> str:
    others = len(context.entered) - sum(item in context.entered for item in of.became)
    more = f", +{_count(others, 'message')}" if others else ""
    return f"condensed, {_count(len(of.gone), 'message')} became {len(of.became)}{more}"


def _edited(of: Delta) -> list[str]:
    """Messages that were edited in place, and changes of what stands beside the messages."""
    diff = of.context or ContextDiff()
    condensed = {item.place for item in of.compaction.gone} if _condensed(of.compaction) else set()
    changed = sum(item.before.place not in condensed for item in diff.changed)
    tools = len(diff.tools_left) + len(diff.tools_changed) + (len(diff.tools_entered) if of.basis else 0)
    counts = (
        (changed, "message", "changed"),
        (len(diff.moved), "message", "moved"),
        (tools, "tool", "on offer changed"),
        (len(diff.parameters), "parameter", "changed"),
    )
    return [f"{_count(count, noun)} {verb}" for count, noun, verb in counts if count]


def _decided(of: Delta) -> list[str]:
    if of.decided is None:
        return []
    if of.decided.calls:
        shown = of.decided.calls[:MAX_CALLS]
        calls = [f"`{call_text(call, room=2 * MAX_ARGUMENTS // (1 + len(shown)))}`" for call in shown]
        more = len(of.decided.calls) - MAX_CALLS
        return ["the model called " + ", ".join(calls) + (f" and {more} more" if more > 0 else "")]
    length = len(of.decided.text)
    return [f"the model answered in {_count(length, 'character')}" if length else "the model said nothing"]


def call_text(call: ToolCall, *, room: int = MAX_ARGUMENTS) -> str:
    """`search_orders(id=4711, limit=…)`: arguments as far as a line can hold them, in about so many characters."""
    if not isinstance(call.arguments, Mapping):
        return f"{call.name}({'' if call.arguments is None else _short(call.arguments, room)})"
    each = max(8, room // max(1, len(call.arguments)))
    return f"{call.name}({', '.join(f'{key}={_short(value, each)}' for key, value in call.arguments.items())})"


def _short(value: JSON, room: int) -> str:
    text = canonical(value)
    if len(text) <= room:
        return text
    return text[: room - 2].rstrip(" ,;:\\") + '…"' if isinstance(value, str) else text[: room - 1] + "…"


def _asked(of: Delta) -> list[str]:
    if of.kind is StepKind.MODEL:
        return []
    asker = f", asked for by step {of.asked_by}," if of.asked_by else ""
    return [f"{of.kind} `{of.name}`{asker} ran"]


def _came_back(of: Delta) -> list[str]:
    if of.awaiting:
        return ["what came back is not revealed yet"]
    return [_one_back(item, named=len(of.came_back) > 1) for item in of.came_back[:MAX_CALLS]]


def _one_back(item: StepResult, *, named: bool) -> str:
    source = f" from `{item.name}`" if named else ""
    if item.error is not None:
        return f"an error came back{source}"
    return f"{size(item.output)} came back{source}"


def _state(of: Delta) -> list[str]:
    return [f"{_count(len(of.state), 'key')} of state changed"] if of.state else []


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
