"""The agents, chains and workflows around steps."""

from collections.abc import Mapping, Sequence

from app.assembly.forest import Node
from app.domain.span import Status
from app.domain.span_reading import Role
from app.domain.step import Container


def paths_of(nodes: Sequence[Node]) -> dict[str, tuple[str, ...]]:
    """For every span id the names of the containers above it, outermost first."""
    paths: dict[str, tuple[str, ...]] = {}
    for node in nodes:
        above = node.parent
        if above is None:
            paths[node.span.span_id] = ()
        else:
            path = paths[above.span.span_id]
            own = above.role is Role.CONTAINER
            paths[node.span.span_id] = (*path, above.reading.name or above.span.name)[-_LONGEST:] if own else path
    return paths


_LONGEST = 40  # containers; recordings nested deeper than this are hostile, and a path is read by people


def containers_of(nodes: Sequence[Node], numbers: Mapping[str, int]) -> tuple[Container, ...]:
    """All containers that hold a step, outer before inner; `numbers` are those of steps, by their spans' ids."""
    stretch: dict[int, tuple[int, int]] = {}
    for node in reversed(nodes):
        inside = [stretch[id(child)] for child in node.children if id(child) in stretch]
        own = numbers.get(node.span.span_id) if node.role is Role.STEP else None
        places = [place for pair in inside for place in pair] + ([own] if own is not None else [])
        if places:
            stretch[id(node)] = (min(places), max(places))
    return tuple(
        _container(node, stretch[id(node)]) for node in nodes if node.role is Role.CONTAINER and id(node) in stretch
    )


def _status(node: Node) -> Status:
    """By the evidence, as a step's: a status of error that only tells of control passing on is none."""
    if node.reading.failed:
        return Status.ERROR
    return Status.UNSET if node.span.status is Status.ERROR else node.span.status


def _container(node: Node, stretch: tuple[int, int]) -> Container:
    above = next((above.span.span_id for above in node.above if above.role is Role.CONTAINER), None)
    return Container(
        id=node.span.span_id,
        name=node.reading.name or node.span.name,
        agent=node.reading.agent,
        parent=above,
        first=stretch[0],
        last=stretch[1],
        status=_status(node),
    )
