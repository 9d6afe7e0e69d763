"""The spans of a trace as a forest of nodes, each a step, a container or a detail."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from app.domain.span import Span, Status
from app.domain.span_reading import Role, SpanReading
from app.domain.step import StepKind
from app.domain.trace import Trace


@dataclass(slots=True, eq=False)
class Node:
    """One span in its place. `role` starts as the dialect read it and is settled here.

    A node that is rebuilt has no span of its own: it holds a copy of the one that tells of it, with its own times.
    `notes` are what a reader of its step is told beside.
    """

    span: Span
    reading: SpanReading
    role: Role
    parent: "Node | None" = None
    children: "list[Node]" = field(default_factory=list)
    depth: int = 0
    holds_steps: bool = False
    rebuilt: bool = False
    notes: tuple[str, ...] = ()

    @property
    def kind(self) -> StepKind:
        return self.reading.kind or StepKind.OTHER

    @property
    def paused(self) -> bool:
        """Whether its span ended as an error does, but only because it handed the run on."""
        return not self.reading.failed and self.span.status is Status.ERROR

    @property
    def above(self) -> "Iterator[Node]":
        """The ancestors, nearest first."""
        at = self.parent
        while at is not None:
            yield at
            at = at.parent


def forest_of(trace: Trace) -> list[Node]:
    """All nodes, every one after its parent; siblings by start, then span id. Their roles are not settled yet."""
    nodes = {span.span_id: _node(trace, span) for span in trace.spans}
    for node in nodes.values():
        node.parent = nodes.get(node.span.parent_id or "")
        if node.parent is not None:
            node.parent.children.append(node)
    trees = [node for node in nodes.values() if node.parent is None]
    _hang_linked(trees, nodes)
    return downwards(sorted((node for node in trees if node.parent is None), key=place_of))


def place_of(node: Node) -> tuple[int, int, str]:
    """Order among siblings: start, depth, span id."""
    return node.span.start_ns, node.depth, node.span.span_id


def downwards(roots: list[Node]) -> list[Node]:
    """Depth-first, without recursion: recorded trees may be deeper than Python's stack."""
    found: list[Node] = []
    waiting = list(reversed(roots))
    while waiting:
        node = waiting.pop()
        node.depth = 0 if node.parent is None else node.parent.depth + 1
        node.children.sort(key=place_of)
        found.append(node)
        waiting.extend(reversed(node.children))
    return found


def _node(trace: Trace, span: Span) -> Node:
    reading = trace.readings[span.span_id]
    return Node(span, reading, reading.role or Role.DETAIL)


def _hang_linked(trees: list[Node], nodes: dict[str, Node]) -> None:
    """A root that names its cause in another trace hangs below it.

    Only below a tree that began earlier: so no links, however they lie, make a ring.
    """
    if len(trees) < 2:
        return
    tops = {below.span.span_id: tree for tree in trees for below in downwards([tree])}
    for tree in trees:
        causes = (nodes[link.span_id] for link in tree.span.links if link.span_id in nodes)
        tree.parent = next((cause for cause in causes if _earlier(tops[cause.span.span_id], tree)), None)
    for tree in trees:
        if tree.parent is not None:
            tree.parent.children.append(tree)


def _earlier(one: Node, other: Node) -> bool:
    return (one.span.start_ns, one.span.span_id) < (other.span.start_ns, other.span.span_id)


def settled(ordered: list[Node]) -> list[Node]:
    """The nodes: a detail around steps is a container; what failed with no step above or inside it is a step."""
    _pause(ordered)
    for node in reversed(ordered):
        node.holds_steps = any(child.holds_steps or child.role is Role.STEP for child in node.children)
        if node.role is Role.DETAIL and node.holds_steps:
            node.role = Role.CONTAINER
    under: dict[int, bool] = {}
    for node in ordered:
        above = node.parent is not None and under[id(node.parent)]
        if node.role is Role.DETAIL and node.reading.failed and not above:
            node.role = Role.STEP
            _now_holds_steps(node)
        under[id(node)] = above or node.role is Role.STEP

    for node in reversed(ordered):
        above = node.parent is not None and under[id(node.parent)]
        if node.role is Role.CONTAINER and node.reading.failed and not node.holds_steps and not above:
            node.role = Role.STEP
            _now_holds_steps(node)
    return ordered


def _pause(ordered: list[Node]) -> None:
    """What failed without a word around spans that handed the run on, and around none that failed, did so too."""
    for node in reversed(ordered):
        if node.reading.failed and not node.reading.error and _only_paused(node.children):
            node.reading = replace(node.reading, failed=False)


def _only_paused(children: list[Node]) -> bool:
    return any(child.paused for child in children) and not any(child.reading.failed for child in children)


def _now_holds_steps(node: Node) -> None:
    for above in node.above:
        if above.holds_steps:
            return
        above.holds_steps = True
        if above.role is Role.DETAIL:
            above.role = Role.CONTAINER
