"""Find calls of one conversation that a client recorded with nothing around them, each in a trace of its own."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from operator import itemgetter
from typing import NamedTuple

from app.domain.json import canonical
from app.domain.message import Message, ToolResult
from app.domain.span import Span
from app.domain.span_reading import SpanReading
from app.domain.step import StepKind


class BareCall(NamedTuple):
    """A call of a model that is all that a trace tells."""

    trace_id: str
    span: Span
    reading: SpanReading


def continued(calls: Iterable[BareCall]) -> Iterator[tuple[str, str]]:
    """The traces of two calls, where the request of one gives the results that the other's reply asked for.

    It begins as the other request did, goes on with the calls of that reply, and holds nothing but their results
    after them: the next question of a conversation is another run. Of several that asked alike the latest counts.
    """
    ordered = sorted((call for call in calls if _is_bare(call)), key=lambda call: (call.span.end_ns, call.trace_id))
    asked: dict[Hashable, list[tuple[int, str]]] = defaultdict(list)
    for call in ordered:
        said = [message for message in call.reading.output_messages if message.calls]
        if said:
            given = call.reading.input_messages
            asked[_key(call, given, said[0])].append((call.span.end_ns, call.trace_id))
    for call in ordered if asked else ():
        given = call.reading.input_messages
        place = next((at for at in range(len(given) - 1, -1, -1) if given[at].calls), None)
        if place is None or not all(map(_is_result, given[place + 1 :])) or place + 1 == len(given):
            continue
        askers = asked.get(_key(call, given[:place], given[place]), [])
        latest = bisect_right(askers, call.span.start_ns, key=itemgetter(0)) - 1
        if latest >= 0:
            yield askers[latest][1], call.trace_id


def _is_bare(call: BareCall) -> bool:
    return call.reading.kind is StepKind.MODEL and call.span.parent_id is None and not call.span.links


def _is_result(message: Message) -> bool:
    return bool(message.parts) and all(isinstance(part, ToolResult) for part in message.parts)


def _key(call: BareCall, before: tuple[Message, ...], asking: Message) -> Hashable:
    """What two requests have in common of which one goes on with the other's reply; ids may be glued into one."""
    ids = "".join(part.id or "?" for part in asking.calls)
    first = before[0] if before else None
    return call.span.scope, canonical(call.span.resource), len(before), first and first.hash, ids
