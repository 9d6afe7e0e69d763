"""The order in which steps are read: depth-first by start, parallel ones as their information arrived."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf

from app.assembly.arguments import content_of
from app.assembly.draft import Draft
from app.assembly.forest import Node, place_of
from app.domain.step import StepKind

_MOST_ANSWERS = 256  # looked at for one call: the first of them matters
TICK_NS = 1_000_000  # JavaScript rounds start times down to milliseconds: less is no overlap


@dataclass(slots=True, eq=False)
class Unit:
    """A child with the steps below it, as one thing among its siblings; `heard` is when its first step completed."""

    node: Node
    start: int
    end: int
    heard: int
    models: list[Draft] = field(default_factory=list)
    tools: list[Draft] = field(default_factory=list)


def siblings_in_order(
    nodes: Iterable[Node], tops: Mapping[int, list[Draft]], ends: Mapping[int, int]
) -> list[list[Unit]]:
    """Some nodes that hold steps, in groups of those that overlap, each as its first step completed.

    `tops` gives for every node the uppermost steps at or below it, `ends` when the last step there ended: an agent's
    span may stay open long after.
    """
    units = [_unit(node, tops[id(node)], ends[id(node)]) for node in sorted(nodes, key=place_of)]
    _order_instants(units)
    answers = _Answers(units)
    _close_models(units, answers)
    return [_as_heard(group, answers) for group in _overlapping(units)]


def _unit(node: Node, tops: list[Draft], end: int) -> Unit:
    models = [draft for draft in tops if draft.kind is StepKind.MODEL]
    tools = [draft for draft in tops if draft.kind in (StepKind.TOOL, StepKind.HANDOFF)]
    first = min(tops, key=lambda draft: (draft.started_ns, draft.ended_ns)) if len(tops) > 1 else tops[0]
    return Unit(node, node.span.start_ns, end, first.ended_ns, models, tools)


def _order_instants(units: list[Unit]) -> None:
    """Of units that began and ended at one instant, a longer history is a later one; a tool follows who asked.

    Somebody wrote them down afterwards, or with times in whole seconds.
    """
    instants: dict[int, list[int]] = defaultdict(list)
    for place, unit in enumerate(units):
        if unit.end <= unit.start:
            instants[unit.start].append(place)
    for places in instants.values():
        if len(places) > 1:
            ordered = _by_history([units[place] for place in places])
            for place, unit in zip(places, ordered, strict=True):
                units[place] = unit


def _by_history(units: list[Unit]) -> list[Unit]:
    asked: dict[Hashable, int] = {}
    heard = {id(unit): len(unit.models[0].reading.input_messages) for unit in units if unit.models}
    for unit in sorted((unit for unit in units if unit.models), key=lambda unit: heard[id(unit)]):
        for call in (call for model in unit.models for call in model.calls):
            for key in (call.id, content_of(call.name, call.arguments), call.name):
                asked.setdefault(key, heard[id(unit)])

    def history(unit: Unit) -> tuple[int, bool]:
        if unit.models or not unit.tools:
            return heard.get(id(unit), 0), False
        tool = unit.tools[0]
        keys = (tool.call_id or "", content_of(tool.name, tool.input), tool.name)
        return next((asked[key] for key in keys if key in asked), 0), True

    return sorted(units, key=history)


class _Answers:
    """The units that hold the tools which models asked for, by call id, and by name where either tells no id."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._by_id: dict[str, list[Unit]] = defaultdict(list)
        self._without_id: dict[str, list[Unit]] = defaultdict(list)
        self._by_name: dict[str, list[Unit]] = defaultdict(list)
        for unit in units:
            for tool in unit.tools:
                if tool.call_id is not None:
                    self._by_id[tool.call_id].append(unit)
                if not unit.models:  # what an agent calls, it has asked for itself
                    self._by_name[tool.name].append(unit)
                    if tool.call_id is None:
                        self._without_id[tool.name].append(unit)
        self._silent = _asked_in_silence(units)

    def to(self, unit: Unit) -> list[Unit]:
        """Others that began no earlier than the unit, and answer a call of its models."""
        calls = [call for model in unit.models for call in model.calls]
        found = list(self._silent.get(id(unit), ()))
        for call_id in {call.id for call in calls if call.id}:
            found += _from(unit.start, self._by_id.get(call_id, ()))
        for named, alone in {(call.name, not call.id) for call in calls}:
            found += _from(unit.start, (self._by_name if alone else self._without_id).get(named, ()))
        return [other for other in found if other is not unit]


def _from(start: int, units: Sequence[Unit]) -> Sequence[Unit]:
    """The next of some units, in order of their start."""
    at = bisect_left(units, start, key=lambda unit: unit.start)
    return units[at : at + _MOST_ANSWERS]


def _asked_in_silence(units: Sequence[Unit]) -> dict[int, list[Unit]]:
    """The tools that began while a model was open which stopped to call tools that the recording does not name."""
    found: dict[int, list[Unit]] = defaultdict(list)
    silent = [unit for unit in units if not unit.tools and any(model.asks_in_silence for model in unit.models)]
    if silent:
        starts = [unit.start for unit in silent]
        for unit in units:
            at = bisect_right(starts, unit.start) - 1
            if unit.tools and not unit.models and at >= 0 and unit.start < silent[at].end:
                found[id(silent[at])].append(unit)
    return found


def _close_models(units: list[Unit], answers: _Answers) -> None:
    """A streamed model span stays open while its tools run: for the order it ends where the first begins."""
    places = {id(unit): at for at, unit in enumerate(units)}
    for at, unit in enumerate(units):
        if unit.models and not unit.tools:
            later = [place for other in answers.to(unit) if (place := places[id(other)]) > at]
            if later and units[min(later)].start < unit.end:
                unit.end = units[min(later)].start
                unit.heard = min(unit.heard, unit.end)


def _overlapping(units: list[Unit]) -> Iterator[list[Unit]]:
    group: list[Unit] = []
    end = 0
    for unit in units:
        tick = TICK_NS if unit.start % TICK_NS == 0 else 0
        if group and unit.start + tick < end:
            group.append(unit)
        else:
            if group:
                yield group
            group = [unit]
            end = 0
        end = max(end, unit.end)
    yield group


def _as_heard(group: list[Unit], answers: _Answers) -> list[Unit]:
    """By the end of the first step; but a model before the tools that it asked for, wherever their spans end.

    So calls come in order of completion, and agents whole, in the order in which they first had something to say.
    """
    if len(group) == 1:
        return group
    ordered = sorted(group, key=lambda unit: unit.heard)  # those that were heard at once stay as they began
    places: dict[int, tuple[float, ...]] = {id(unit): (at, inf) for at, unit in enumerate(ordered)}
    for turn, unit in enumerate(ordered):
        asked = [places[id(other)] for other in answers.to(unit) if id(other) in places] if unit.models else []
        first = min(asked, default=(inf,))
        if first < places[id(unit)]:
            places[id(unit)] = (*first[:-1], turn, inf)  # right before it, and after whatever was put there already
    return sorted(ordered, key=lambda unit: places[id(unit)])
