"""What a model was told of the results of calls made before it."""

from collections import defaultdict
from collections.abc import Mapping, MutableMapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import islice

from app.assembly.arguments import compatible
from app.assembly.draft import Draft
from app.assembly.requested_call import RequestedCall, newest
from app.domain.message import Message, ToolCall, ToolResult

MOST_LANES = 16  # looked through for a call by its id: a conversation is handed on by the agent before

CallsById = MutableMapping[str, dict[str, list[RequestedCall]]]
"""Calls by their ids and the lanes of their models, in the order of asking."""


def hear(
    model: Draft, unheard: CallsById, *, used: AbstractSet[str], unmatched: Mapping[str | None, str | None]
) -> None:
    """Take the results of calls by id: of the model's own lane, or of another that the conversation came from.

    An id alone does not prove that the conversation is the same: servers exist that count from 1 for each agent.
    So for a call of another lane the messages must hold the call itself, and the own lane, which `used` these ids,
    never have asked under its id. `unheard` are the calls whose results no model was told yet.
    """
    if not unheard:
        return
    for call_id, exchange in _exchanges(model.reading.input_messages, unheard, unmatched).items():
        lanes = unheard[call_id]
        if model.lane in lanes:
            exchange.tell(lanes[model.lane])
            asked_in = [model.lane]
        elif call_id not in used:
            asked_in = list(islice(reversed(lanes), MOST_LANES))
            exchange.tell([asked for lane in asked_in for asked in lanes[lane] if exchange.holds(asked.call)])
        else:
            continue
        for lane in asked_in:
            lanes[lane] = _untold(lanes[lane])
            if not lanes[lane]:
                del lanes[lane]
        if not lanes:
            del unheard[call_id]


def _untold(calls: Sequence[RequestedCall]) -> list[RequestedCall]:
    return [asked for asked in calls if asked.result is None]


@dataclass(slots=True)
class _Exchange:
    """What a request's messages hold under one id: a place for the result of each call, the latest calls last."""

    calls: list[ToolCall] = field(default_factory=list)
    results: list[ToolResult | None] = field(default_factory=list)
    open: int = 0
    turn: int = -1

    def ask(self, call: ToolCall, turn: int) -> None:
        if turn != self.turn:
            self.turn, self.open = turn, len(self.results)
        self.calls.append(call)
        self.results.append(None)

    def answer(self, result: ToolResult) -> None:
        """Results come in the order of the calls; without a call before it, one stands for itself."""
        if self.open < len(self.results):
            self.results[self.open] = result
        else:
            self.results.append(result)
        self.open += 1

    def holds(self, call: ToolCall) -> bool:
        """Whether the messages repeat the call; they may leave its arguments out."""
        return any(one.name == call.name and compatible(one.arguments, call.arguments) for one in self.calls)

    def tell(self, waiting: Sequence[RequestedCall]) -> None:
        """The latest results belong to the calls that wait, for earlier ones were heard before."""
        asked = newest(waiting, sum(result is not None for result in self.results))
        for one, result in zip(asked, self.results[-len(asked) :], strict=False):
            one.result = result


def _exchanges(
    messages: Sequence[Message], unheard: CallsById, unmatched: Mapping[str | None, str | None]
) -> dict[str, _Exchange]:
    """What the messages say under the ids of calls that wait."""
    found: dict[str, _Exchange] = defaultdict(_Exchange)
    turn, spoke = 0, False
    for message in messages:
        speaks = message.role == "assistant"
        turn += speaks and not spoke
        spoke = speaks
        for part in message.parts:
            if isinstance(part, ToolCall):
                if part.id is not None and part.id in unheard:
                    found[part.id].ask(part, turn)
            elif isinstance(part, ToolResult) and part.id is not None:
                call_id = unmatched.get(part.id, part.id)
                if call_id is not None and call_id in unheard:
                    found[call_id].answer(part)
    return found


def hear_nameless(model: Draft, calls: Sequence[RequestedCall]) -> None:
    """Take results without ids, which follow the last words of the assistant, for the calls of the newest model.

    They come in the order of the calls of their name; where they are fewer than these, nothing tells whose they
    are. Those without a name answer a single call, or all calls of the message that they follow.
    """
    waiting = _newest_untold(calls)
    if not waiting:
        return
    results: dict[str | None, list[ToolResult]] = defaultdict(list)
    last, fresh = _fresh(model.reading.input_messages)
    for part in fresh:
        results[part.name].append(part)
    unnamed = results.pop(None, [])
    for name, told in results.items():
        _share([asked for asked in waiting if asked.call.name == name], told)
    left = _untold(waiting)
    if len(left) == 1 or [asked.call.name for asked in left] == [call.name for call in last]:
        _share(left, unnamed)


def _newest_untold(calls: Sequence[RequestedCall]) -> Sequence[RequestedCall]:
    """The calls without a result of the newest model that has one; those of one model stand together."""
    found: list[RequestedCall] = []
    for asked in reversed(calls):
        if found and asked.model is not found[0].model:
            break
        if asked.result is None:
            found.append(asked)
    return found[::-1]


def _fresh(messages: Sequence[Message]) -> tuple[Sequence[ToolCall], list[ToolResult]]:
    """The calls of the assistant's last message, and the results without ids after it."""
    found: list[ToolResult] = []
    for message in reversed(messages):
        if message.role == "assistant":
            return message.calls, found[::-1]
        found += [part for part in reversed(message.parts) if isinstance(part, ToolResult) and part.id is None]
    return (), found[::-1]


def _share(waiting: Sequence[RequestedCall], told: Sequence[ToolResult]) -> None:
    if waiting and len(told) >= len(waiting):
        for asked, result in zip(waiting, told[-len(waiting) :], strict=True):
            asked.result = result
