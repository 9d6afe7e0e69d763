"""Which of the open calls of a lane each tool step answers, by the strongest evidence that there is."""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.assembly.arguments import contradict, likeness, opened, plain_text
from app.assembly.draft import Draft
from app.assembly.requested_call import RequestedCall, newest
from app.domain.json import JSON, canonical
from app.domain.step import StepKind

_TRANSFERS = ("transfer", "handoff", "hand_off", "delegate")
_SIGNS = re.compile(r"[-./: ]")
_MOST_SHAPES = 8  # of the arguments of one tool: it has a few optional ones
MOST_CALLS = 64  # looked at for one step of another name: no model asks for more at once


def answer(steps: Iterable[Draft], calls: Sequence[RequestedCall]) -> None:
    """Give each step the call that it answers: of its id or name, with its arguments, its result, or by order.

    By order the first that was asked for is the first that began. `calls` stand in the order of asking.
    A step with an id never answers a call with another.
    """
    if not calls:
        return
    ordered = sorted(steps, key=_begun)
    for waiting in ([step for step in ordered if step.call_id], [step for step in ordered if not step.call_id]):
        left = waiting
        for evidence in (_GIVEN, _likened(calls), _TOLD, _NAMED) if waiting else ():
            left = _paired(left, calls, evidence) if left else left
        _take_renamed(left, calls)
        _take_transfers(left, calls)


def take(asked: RequestedCall, step: Draft) -> None:
    """Let a step answer a call."""
    asked.step = step
    step.asked_by = asked.model
    step.call_id = step.call_id or asked.call.id


def squeezed(name: str) -> str:
    """A name without case and signs: `MathAgent` and `math_agent` are one."""
    return "".join(letter for letter in name.lower() if letter.isalnum())


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What a step and the call that it answers have in common: one of the keys of either."""

    of_step: Callable[[Draft], Iterable[Hashable]]
    of_call: Callable[[RequestedCall], Iterable[Hashable]]


def _begun(step: Draft) -> tuple[int, str]:
    return step.started_ns, step.node.span.span_id


def _paired(steps: Iterable[Draft], calls: Iterable[RequestedCall], evidence: _Evidence) -> list[Draft]:
    """The steps that are left when those with this evidence have their calls."""
    open_calls: dict[Hashable, list[RequestedCall]] = defaultdict(list)
    for asked in calls:
        if asked.step is None:
            own = [("id", asked.call.id)] if asked.call.id else [("no id", asked.call.name)]
            for key in evidence.of_call(asked):
                for identity in (*own, ("name", asked.call.name)):
                    open_calls[identity, key].append(asked)
    left: list[Draft] = []
    sharing: dict[Hashable, list[Draft]] = defaultdict(list)
    for step in steps:
        told = [("id", step.call_id), ("no id", step.name)] if step.call_id else [("name", step.name)]
        own_keys = tuple(evidence.of_step(step))
        keys = ((identity, key) for identity in told for key in own_keys)
        found = next((key for key in keys if key in open_calls), None)
        (left if found is None else sharing[found]).append(step)
    for shared, some in sharing.items():
        left += _share(some, [asked for asked in open_calls[shared] if asked.step is None])
    return sorted(left, key=_begun)


def _share(steps: list[Draft], calls: list[RequestedCall]) -> list[Draft]:
    """Steps that cannot be told apart answer the calls in their order; returns those that find none.

    Of fewer steps than calls, and of steps that began at the same time, nothing tells which answers which.
    """
    chosen = newest(calls, len(steps))
    began = {step.started_ns for step in steps}
    riddle = len(began) < len(chosen) or not all(asked.certain for asked in chosen)
    if riddle and len({_content(asked) for asked in chosen}) > 1:
        for asked in chosen:
            asked.certain = False
    for step, asked in zip(steps, chosen, strict=False):
        take(asked, step)
        asked.certain = asked.certain and not contradict(asked.call.arguments, step.input)
    return steps[len(chosen) :]


def _content(asked: RequestedCall) -> str:
    return canonical([asked.call.arguments, asked.result.result if asked.result is not None else None])


def _given_to_step(step: Draft) -> Iterable[Hashable]:
    given = opened(step.input)
    if given is None:
        return ()
    return (canonical(given),) if isinstance(given, Mapping) else (canonical(given), _sole(given))


def _given_by_call(asked: RequestedCall) -> Iterable[Hashable]:
    given = opened(asked.call.arguments)
    if isinstance(given, Mapping) and len(given) == 1:
        return canonical(given), _sole(next(iter(given.values())))
    return (canonical(given),) if given is not None else ()


def _sole(value: JSON) -> Hashable:
    return "alone", str(value)


def _likened(calls: Iterable[RequestedCall]) -> _Evidence:
    """The arguments that a call names, among those of the step: frameworks add what the model never sees."""
    shapes: dict[str, dict[tuple[str, ...], None]] = defaultdict(dict)
    for asked in calls:
        shape = _shape(asked)
        if shape and len(shapes[asked.call.name]) < _MOST_SHAPES:
            shapes[asked.call.name][shape] = None

    def of_step(step: Draft) -> Iterable[Hashable]:
        given = likeness(step.input) if step.name in shapes else {}
        for shape in sorted(shapes[step.name], key=len, reverse=True):
            if given.keys() >= set(shape):
                yield tuple((name, given[name]) for name in shape)

    def of_call(asked: RequestedCall) -> Iterable[Hashable]:
        shape = _shape(asked)
        if shape:
            given = likeness(asked.call.arguments)
            yield tuple((name, given[name]) for name in shape)

    return _Evidence(of_step, of_call)


def _shape(asked: RequestedCall) -> tuple[str, ...]:
    return tuple(sorted(likeness(asked.call.arguments)))


def _told_of_step(step: Draft) -> Iterable[Hashable]:
    return (plain_text(step.output),) if step.output is not None else ()


def _told_of_call(asked: RequestedCall) -> Iterable[Hashable]:
    return (plain_text(asked.result.result),) if asked.result is not None and asked.result.result is not None else ()


_GIVEN = _Evidence(_given_to_step, _given_by_call)
_TOLD = _Evidence(_told_of_step, _told_of_call)
_NAMED = _Evidence(lambda _: ("",), lambda _: ("",))


def _take_renamed(steps: Iterable[Draft], calls: Sequence[RequestedCall]) -> None:
    """A tool of a server or plugin answers the call of its longer name, `server__search`, with its arguments.

    So does one whose name was written with other signs, as providers allow no others than some.
    """
    for step in steps:
        given = likeness(step.input)
        some = [asked for asked in calls[-MOST_CALLS:] if given and asked.step is None and _renamed(asked, step)]
        found = [asked for asked in some if likeness(asked.call.arguments) == given]
        if len(found) == 1:
            take(found[0], step)


def _renamed(asked: RequestedCall, step: Draft) -> bool:
    if step.call_id and asked.call.id:
        return False
    short, long = sorted((_SIGNS.sub("_", name) for name in (asked.call.name, step.name)), key=len)
    return bool(short) and long.endswith(short) and not long[: -len(short)][-1:].isalnum()


def _take_transfers(steps: Iterable[Draft], calls: Sequence[RequestedCall]) -> None:
    """A handoff answers the newest model's call that transfers to its agent, else the first that transfers."""
    for step in steps:
        if step.kind is StepKind.HANDOFF and step.asked_by is None:
            some = newest([asked for asked in calls[-MOST_CALLS:] if _transfers(asked, step)], 1)
            agent = squeezed(step.name.lower().removeprefix("handoff to"))
            named = [asked for asked in some if agent and agent in squeezed(asked.call.name)]
            for asked in (named or some)[:1]:
                take(asked, step)


def _transfers(asked: RequestedCall, step: Draft) -> bool:
    if asked.step is not None or (step.call_id and asked.call.id):
        return False
    return any(word in asked.call.name.lower() for word in _TRANSFERS)
