"""The order in which steps are read: depth-first by start, parallel ones as they completed."""

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
    _close_models(units)
    return [_completed(group) for group in _overlapping(units)]


def _unit(node: Node, tops: list[Draft]) -> Unit:
    models = [draft for draft in tops if draft.kind is StepKind.MODEL]
    tools = [draft for draft in tops if draft.kind in (StepKind.TOOL, StepKind.HANDOFF)]
    return Unit(node, node.span.start_ns, node.span.end_ns, models, tools)


def _close_models(units: list[Unit]) -> None:
    """A streamed model span stays open while its tools run: for the order it ends where the first begins."""
    for at, unit in enumerate(units):
        if unit.models and not unit.tools:
            ids, names = _asked(unit.models)
            for later in units[at + 1 :]:
                if later.start >= unit.end:
                    break
                if any(tool.call_id in ids or (tool.call_id is None and tool.name in names) for tool in later.tools):
                    unit.end = later.start
                    break


def _asked(models: Iterable[Draft]) -> tuple[set[str | None], set[str]]:
    calls = [call for model in models for call in model.calls]
    return {call.id for call in calls if call.id}, {call.name for call in calls}


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


def _completed(group: list[Unit]) -> list[Unit]:
    """By end; but a model before the tools that it asked for, wherever their spans end."""
    ordered = sorted(group, key=lambda unit: (unit.end, *place_of(unit.node)))
    for unit in [unit for unit in ordered if unit.models]:
        ids, names = _asked(unit.models)
        first = next(
            (at for at, other in enumerate(ordered) if other is not unit and _answers(other, unit, ids, names)), None
        )
        if first is not None and first < ordered.index(unit):
            ordered.remove(unit)
            ordered.insert(first, unit)
    return ordered


def _answers(other: Unit, unit: Unit, ids: set[str | None], names: set[str]) -> bool:
    if other.start < unit.start:
        return False
    return any(tool.call_id in ids or (tool.call_id is None and tool.name in names) for tool in other.tools)
