"""A reply and its echo in the requests after it: either tells what the recording left out of the other."""

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from app.assembly.draft import Draft
from app.domain.json import canonical
from app.domain.message import Message, Part, Reasoning, Text, ToolCall
from app.domain.step import StepKind

_STAND_IN = re.compile(r"\[[^\[\]{}\"',:]{1,40}\]")
"""What serialisers put in place of a value that lies too deep for them, such as `[MaxDepth]` or `[Object]`."""


def complete_calls(drafts: Sequence[Draft]) -> None:
    """Give calls in replies the ids of their echoes, and calls in requests the arguments of the replies."""
    models = [draft for draft in drafts if draft.kind is StepKind.MODEL]
    _take_ids(models)
    _take_echoes(models)
    _take_arguments(models)


def _take_ids(models: Iterable[Draft]) -> None:
    """A reply whose calls have no ids, as LiteLLM tells it, takes them from the next request of its lane."""
    before: dict[str, Draft] = {}
    for draft in models:
        asked = before.get(draft.lane)
        before[draft.lane] = draft
        if asked is None or not asked.calls or any(call.id for call in asked.calls):
            continue
        known = {call.id for message in asked.reading.input_messages for call in message.calls}
        fresh: _Fresh = defaultdict(deque)
        for message in draft.reading.input_messages:
            for call in message.calls:
                if call.id and call.id not in known:
                    fresh[_sense(call)].append(call)
        said = tuple(_with_ids(message, fresh) for message in asked.reading.output_messages)
        asked.reading = replace(asked.reading, output_messages=said)


_Fresh = dict[tuple[str, str], deque[ToolCall]]
"""The calls of a request that the one before did not have, by what they ask for."""


def _sense(call: ToolCall) -> tuple[str, str]:
    return call.name, canonical(call.arguments)


def _with_ids(message: Message, fresh: _Fresh) -> Message:
    """The message, each of its calls as the first that asks for the same and that no call before it took."""
    if not message.calls:
        return message
    return replace(message, parts=tuple(_with_id(part, fresh) for part in message.parts))


def _with_id(part: Part, fresh: _Fresh) -> Part:
    same = fresh.get(_sense(part)) if isinstance(part, ToolCall) else None
    return same.popleft() if same else part


def _take_echoes(models: Sequence[Draft]) -> None:
    """A reply whose calls were recorded at the beginning of a stream, or glued into one, is as its echo says it was.

    So are the words that came with the calls, where the reply's recording has none.
    """
    lacking = [draft for draft in models if any(map(_lacks, draft.reading.output_messages))]
    if not lacking:
        return
    echoes = _echoes(models)
    for draft in lacking:
        said = tuple(_echoed(message, echoes) for message in draft.reading.output_messages)
        draft.reading = replace(draft.reading, output_messages=said)


def _echoes(models: Iterable[Draft]) -> dict[str, Message | None]:
    """Messages with calls in requests, by the ids of the calls one after another; none where two differ."""
    found: dict[str, Message | None] = {}
    seen: set[int] = set()
    for draft in models:
        for message in draft.reading.input_messages:
            ids = [call.id for call in message.calls]
            if id(message) in seen or not ids or None in ids:
                continue
            seen.add(id(message))
            key = "".join(map(str, ids))
            found[key] = message if found.get(key, message) == message else None
    return found


def _lacks(message: Message) -> bool:
    """Whether its calls may say more elsewhere: without arguments, with those of two, or without a word before."""
    calls = message.calls
    return (
        bool(calls)
        and all(call.id for call in calls)
        and (not _speaks(message) or any(call.arguments in ({}, "", None) or _is_glued(call) for call in calls))
    )


def _is_glued(call: ToolCall) -> bool:
    return isinstance(call.arguments, str) and "}{" in call.arguments


def _echoed(message: Message, echoes: Mapping[str, Message | None]) -> Message:
    echo = echoes.get("".join(call.id or "" for call in message.calls)) if _lacks(message) else None
    if echo is None or "".join(call.name for call in echo.calls) != "".join(call.name for call in message.calls):
        return message
    if _speaks(message):
        words = tuple(part for part in message.parts if not isinstance(part, ToolCall))
        return replace(message, parts=(*words, *_said_more(message.calls, echo.calls)))
    kept = iter(_said_more(message.calls, echo.calls))
    return replace(message, parts=tuple(next(kept) if isinstance(part, ToolCall) else part for part in echo.parts))


def _said_more(calls: Sequence[ToolCall], echoed: Sequence[ToolCall]) -> Sequence[ToolCall]:
    """The calls, each as its echo where that alone tells arguments; all of the echo's where two were glued."""
    if len(calls) != len(echoed):
        return echoed
    return [other if one.arguments in ({}, "", None) else one for one, other in zip(calls, echoed, strict=True)]


def _speaks(message: Message) -> bool:
    return any(isinstance(part, Text | Reasoning) for part in message.parts)


def _take_arguments(models: Sequence[Draft]) -> None:
    """A call in a request of which only a stand-in was recorded is the reply's of the same id."""
    requested = {id(message): message for draft in models for message in draft.reading.input_messages}
    if not any(_is_cut(call) for message in requested.values() for call in message.calls):
        return
    told: dict[str | None, ToolCall] = {}
    seen: dict[int, tuple[Message, Message]] = {}  # each with its whole; held, so that its identity stays its own
    for draft in models:
        given = draft.reading.input_messages
        for message in given:
            if id(message) not in seen:
                seen[id(message)] = message, _filled(message, told)
        whole = tuple(seen[id(message)][1] for message in given)
        if any(one is not other for one, other in zip(whole, given, strict=True)):
            draft.reading = replace(draft.reading, input_messages=whole, partial=True)
        told |= {call.id: call for call in draft.calls if call.id}


def _filled(message: Message, told: dict[str | None, ToolCall]) -> Message:
    if not any(_is_cut(call) and call.id in told for call in message.calls):
        return message
    parts = (told.get(one.id, one) if isinstance(one, ToolCall) and _is_cut(one) else one for one in message.parts)
    return replace(message, parts=tuple(parts))


def _is_cut(call: ToolCall) -> bool:
    return isinstance(call.arguments, str) and _STAND_IN.fullmatch(call.arguments) is not None
