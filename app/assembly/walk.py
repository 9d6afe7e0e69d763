"""Walk the forest once: steps in order, each container's stretch of them, and where loose details go."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from app.assembly.callers import askers_read_late, callers
from app.assembly.draft import Draft, Drafts
from app.assembly.forest import Node
from app.assembly.order import siblings_in_order
from app.domain.span_reading import Role
from app.domain.step import StepKind


@dataclass(slots=True)
class Walk:
    """`drafts` in reading order; `ranges` holds for a container with steps the first and last position inside it."""

    drafts: list[Draft] = field(default_factory=list)
    ranges: dict[int, tuple[int, int]] = field(default_factory=dict)
    containers: list[Node] = field(default_factory=list)


def walk(nodes: Sequence[Node], drafts: Drafts) -> Walk:
    """The steps in the order in which a reader takes them, with every detail span at its step."""
    _attach_below_steps(nodes, drafts)
    tops = _tops(nodes, drafts)
    elsewhere = callers(nodes, drafts, tops)
    siblings = _Siblings(nodes, tops, elsewhere)
    found = _collected(siblings, drafts)
    for _ in range(_ROUNDS):
        late = askers_read_late(found.drafts, tops, elsewhere)
        if not late:
            break
        elsewhere |= late
        siblings = _Siblings(nodes, tops, elsewhere)
        found = _collected(siblings, drafts)
    _group(nodes, drafts, siblings.groups)
    _attach_loose(nodes, drafts, found)
    return found


_ROUNDS = 3  # what is moved takes with it what it asked for; recordings in which that goes on are hostile
_MOST_TOPS = 64  # steps of a branch that are asked what they called, and who called them


def _attach_below_steps(nodes: Sequence[Node], drafts: Drafts) -> None:
    above: dict[int, Draft | None] = {}
    for node in nodes:
        nearest = above[id(node.parent)] if node.parent is not None else None
        if node.role is Role.DETAIL and nearest is not None:
            _attach(nearest, node)
        above[id(node)] = drafts.get(id(node), nearest)


def _attach(draft: Draft, node: Node) -> None:
    """A detail is the step's; its error text serves where the step itself gives none."""
    draft.spans.append(node.span)
    if draft.failed and node.reading.error and draft.says_little:
        draft.error = node.reading.error


def _tops(nodes: Sequence[Node], drafts: Drafts) -> dict[int, list[Draft]]:
    """For every node the first of the uppermost steps at or below it."""
    tops: dict[int, list[Draft]] = {}
    for node in reversed(nodes):
        draft = drafts.get(id(node))
        if draft is not None and draft.node is node:
            tops[id(node)] = [draft]
        else:
            below = [tops[id(child)] for child in node.children if tops[id(child)]]
            tops[id(node)] = below[0] if len(below) == 1 else list(islice(chain.from_iterable(below), _MOST_TOPS))
    return tops


def _ends(nodes: Sequence[Node], tops: Mapping[int, list[Draft]]) -> dict[int, int]:
    """For every node with steps when the last of them ended."""
    ends: dict[int, int] = {}
    for node in reversed(nodes):
        own = tops[id(node)]
        end = own[0].ended_ns if own and own[0].node is node else 0
        for child in node.children:
            end = max(end, ends[id(child)])
        ends[id(node)] = end
    return ends


class _Siblings:
    """What is read below each node, in order: its children, and what it called that hangs elsewhere."""

    def __init__(self, nodes: Sequence[Node], tops: dict[int, list[Draft]], elsewhere: dict[int, Node]) -> None:
        self._tops = tops
        self._elsewhere = elsewhere
        self._called: dict[int, list[Node]] = defaultdict(list)
        self.groups: dict[int, int] = {}
        self._ends = _ends(nodes, tops)
        for node in nodes:
            if id(node) in self._elsewhere:
                self._called[id(self._elsewhere[id(node)])].append(node)
        self.roots = self._in_order([node for node in nodes if node.parent is None])

    def below(self, node: Node) -> list[Node]:
        return self._in_order(node.children, self._called.get(id(node), ()))

    def _in_order(self, children: list[Node], called: Sequence[Node] = ()) -> list[Node]:
        """Siblings in reading order; those that overlap get their group's number on the way."""
        tops = self._tops
        holding = [node for node in children if tops[id(node)] and id(node) not in self._elsewhere]
        holding += called
        if len(holding) < 2:
            return holding
        ordered: list[Node] = []
        for group in siblings_in_order(holding, tops, self._ends):
            for unit in group:
                ordered.append(unit.node)
                if len(group) > 1:
                    self.groups[id(unit.node)] = id(group[0].node)
        return ordered


def _collected(siblings: _Siblings, drafts: Drafts) -> Walk:
    """Depth-first without recursion; an entry of the stack is a node to open, or one to close."""
    found = Walk()
    stack: list[tuple[Node, int | None]] = [(node, None) for node in reversed(siblings.roots)]
    answers: dict[int, Draft] = {}
    while stack:
        node, first = stack.pop()
        if first is not None:
            if id(node) in answers:
                found.drafts.append(answers[id(node)])
            if first < len(found.drafts):
                found.ranges[id(node)] = (first, len(found.drafts) - 1)
            continue
        stack.append((node, len(found.drafts)))
        draft = drafts.get(id(node))
        below = siblings.below(node)
        if draft is not None and draft.node is node:
            if _answers_last(draft, below, drafts):
                answers[id(node)] = draft
            else:
                found.drafts.append(draft)
        elif node.role is Role.CONTAINER:
            found.containers.append(node)
        stack.extend((child, None) for child in reversed(below))
    return found


def _answers_last(draft: Draft, below: Sequence[Node], drafts: Drafts) -> bool:
    """Whether a model's span holds tools that its reply did not ask for: an SDK ran them, and this is the last reply.

    Google's SDK calls functions by itself, and model after model for it, within one span.
    """
    if draft.kind is not StepKind.MODEL or not below or draft.calls:
        return False
    if not any(message.text for message in draft.reading.output_messages):
        return False
    tools = [tool for node in below if (tool := drafts.get(id(node))) is not None and tool.kind is StepKind.TOOL]
    return bool(tools) and all(
        draft.started_ns <= tool.started_ns <= tool.ended_ns <= draft.ended_ns for tool in tools
    )


def _group(nodes: Sequence[Node], drafts: Drafts, groups: Mapping[int, int]) -> None:
    """Tell the uppermost steps of branches that overlap which group they are of, the innermost one."""
    within: dict[int, int | None] = {}
    for node in nodes:
        around = within[id(node.parent)] if node.parent is not None else None
        own = groups.get(id(node), around)
        draft = drafts.get(id(node))
        if draft is not None and draft.node is node:
            draft.group = own
        within[id(node)] = own if draft is None else None


def _attach_loose(nodes: Sequence[Node], drafts: Drafts, found: Walk) -> None:
    """A detail outside every step goes to the last step of its container that had begun, else to the first."""
    if not found.drafts:
        return
    begun: dict[tuple[int, int], list[tuple[int, int]]] = {}
    around: dict[int, tuple[int, int] | None] = {}
    for node in nodes:
        outside = (0, len(found.drafts) - 1) if node.parent is None else around[id(node.parent)]
        if outside is not None and node.role is Role.DETAIL:
            _begun_by(node.span.start_ns, outside, begun, found.drafts).spans.append(node.span)
        inside = found.ranges.get(id(node), outside)
        around[id(node)] = None if id(node) in drafts or outside is None else inside


def _begun_by(
    time: int, stretch: tuple[int, int], begun: dict[tuple[int, int], list[tuple[int, int]]], drafts: list[Draft]
) -> Draft:
    first, last = stretch
    if stretch not in begun:
        begun[stretch] = sorted((drafts[at].started_ns, at) for at in range(first, last + 1))
    place = bisect_right(begun[stretch], (time, last))
    return drafts[begun[stretch][place - 1][1]] if place else drafts[first]
