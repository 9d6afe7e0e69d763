"""The order in which steps are read: depth-first by start, parallel ones as they completed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from app.assembly.draft import Draft
from app.assembly.forest import Node, place_of
from app.domain.step import StepKind

TICK_NS = 1_000_000  # JavaScript rounds start times down to milliseconds: less is no overlap


@dataclass(slots=True, eq=False)
class Unit:
    """A child with the steps below it, as one thing among its siblings."""

    node: Node
    start: int
    end: int
    models: list[Draft] = field(default_factory=list)
    tools: list[Draft] = field(default_factory=list)


def siblings_in_order(nodes: Iterable[Node], tops: dict[int, list[Draft]]) -> list[list[Unit]]:
    """Some nodes that hold steps, in groups of those that overlap, each in order of completion.

    `tops` gives for every node the uppermost steps at or below it.
    """
    units = [_unit(node, tops[id(node)]) for node in sorted(nodes, key=place_of)]
    answers = _Answers(units)
    _close_models(units, answers)
    return [_completed(group, answers) for group in _overlapping(units)]


def _unit(node: Node, tops: list[Draft]) -> Unit:
    models = [draft for draft in tops if draft.kind is StepKind.MODEL]
    tools = [draft for draft in tops if draft.kind in (StepKind.TOOL, StepKind.HANDOFF)]
    return Unit(node, node.span.start_ns, node.span.end_ns, models, tools)


class _Answers:
    """The units that hold the tools which models asked for, by call id, and by name where a tool tells no id."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._by_id: dict[str, list[Unit]] = defaultdict(list)
        self._by_name: dict[str, list[Unit]] = defaultdict(list)
        for unit in units:
            for tool in unit.tools:
                if tool.call_id is not None:
                    self._by_id[tool.call_id].append(unit)
                else:
                    self._by_name[tool.name].append(unit)

    def to(self, unit: Unit) -> list[Unit]:
        """Others that answer a call of the unit's models."""
        calls = [call for model in unit.models for call in model.calls]
        by_id = (other for call in calls if call.id for other in self._by_id.get(call.id, ()))
        by_name = (other for call in calls for other in self._by_name.get(call.name, ()))
        return [other for other in (*by_id, *by_name) if other is not unit]


def _close_models(units: list[Unit], answers: _Answers) -> None:
    """A streamed model span stays open while its tools run: for the order it ends where the first begins."""
    places = {id(unit): at for at, unit in enumerate(units)}
    for at, unit in enumerate(units):
        if unit.models and not unit.tools:
            later = [place for other in answers.to(unit) if (place := places[id(other)]) > at]
            if later and units[min(later)].start < unit.end:
                unit.end = units[min(later)].start


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


def _completed(group: list[Unit], answers: _Answers) -> list[Unit]:
    """By end; but a model before the tools that it asked for, wherever their spans end."""
    ordered = sorted(group, key=lambda unit: (unit.end, *place_of(unit.node)))
    places = {id(unit): at for at, unit in enumerate(ordered)}
    for unit in [unit for unit in ordered if unit.models]:
        asked = [other for other in answers.to(unit) if id(other) in places and other.start >= unit.start]
        first = min((places[id(other)] for other in asked), default=len(ordered))
        if first < places[id(unit)]:
            ordered.remove(unit)
            ordered.insert(first, unit)
            places = {id(unit): at for at, unit in enumerate(ordered)}
    return ordered
