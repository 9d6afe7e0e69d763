"""Which step called an agent or tool whose span hangs beside the caller's: what was called is read after it."""

from bisect import bisect_right
from collections import ChainMap, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from app.assembly.answers import squeezed
from app.assembly.arguments import content_of, likeness
from app.assembly.draft import Draft, Drafts
from app.assembly.forest import Node
from app.assembly.order import TICK_NS
from app.assembly.same_call import SLACK_NS
from app.domain.json import leaves
from app.domain.span_reading import Role
from app.domain.step import StepKind

_LOOKED_AT = 64  # steps that began before an agent did: more are not under way at once where its caller is known
_MOST_LEVELS = 40  # climbed from a step; what lies deeper is hostile
_CALLS = (StepKind.TOOL, StepKind.HANDOFF)


def callers(nodes: Sequence[Node], drafts: Drafts, tops: Mapping[int, list[Draft]]) -> dict[int, Node]:
    """For each node that is read elsewhere than it hangs the step that it is read after, by identity.

    That is a matter of order alone: the tree stays as it was recorded. It concerns what overlaps an earlier
    sibling that holds the step which called: by id; by time, a tool that was open from the agent's beginning to
    its end; or a model that asked for more than was done, where nothing of its agent happened until the other
    one ended. A model without an agent's span goes on from the one whose calls it was told the results of.
    """
    beside = list(_beside(nodes, tops))
    if not beside:
        return {}
    places = _Places(nodes, drafts)
    found: dict[int, Node] = {}
    for node in beside:
        first = tops[id(node)][0]
        if first.kind in _CALLS:
            caller = places.that_asked(node, first, found)
        elif first.node is node:
            caller = places.gone_on_from(node, first, found) or places.at_work(node, first, found)
        else:
            caller = places.around(node, tops[id(node)])
        if caller is not None:
            found[id(node)] = caller
    return found


def askers_read_late(
    drafts: Sequence[Draft], tops: Mapping[int, list[Draft]], elsewhere: dict[int, Node]
) -> dict[int, Node]:
    """The models that alone asked under the ids of tools which are read before them, wherever either hangs.

    `drafts` stand in reading order, for which `elsewhere` holds what is read elsewhere than it hangs.
    """
    asking = asked_under_ids(drafts)
    read: set[int] = set()
    found: dict[int, Node] = {}
    for draft in drafts:
        read.add(id(draft))
        models = asking.get(draft.call_id or "", ()) if draft.kind in _CALLS else ()
        if len(models) == 1 and id(models[0]) not in read:
            asker = models[0].node
            if not _within(asker, draft.node, ChainMap(found, elsewhere)):
                found[id(_alone(draft.node, tops))] = asker
    return found


def _alone(node: Node, tops: Mapping[int, list[Draft]]) -> Node:
    """The outermost node around a step that holds no other."""
    while node.parent is not None and len(tops[id(node.parent)]) == 1 and node.parent.role is Role.CONTAINER:
        node = node.parent
    return node


def asked_under_ids(drafts: Iterable[Draft]) -> Mapping[str, list[Draft]]:
    """The models that asked for a call, by its id."""
    asking: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.kind is StepKind.MODEL:
            for call in draft.calls:
                if call.id:
                    asking[call.id].append(draft)
    return asking


def _within(node: Node, outer: Node, elsewhere: Mapping[int, Node]) -> bool:
    """Whether a node is read inside another one; of what lies too deep to be sure, it is taken to be."""
    at: Node | None = node
    for _ in range(_MOST_LEVELS):
        if at is None or at is outer:
            return at is outer
        at = elsewhere.get(id(at), at.parent)
    return True


def _beside(nodes: Sequence[Node], tops: Mapping[int, list[Draft]]) -> Iterator[Node]:
    """The nodes with steps that begin while an earlier sibling with steps is open."""
    roots = [node for node in nodes if node.parent is None]
    for siblings in (roots, *(node.children for node in nodes if len(node.children) > 1)):
        end = 0
        for node in siblings:
            if tops[id(node)]:
                if node.span.start_ns < end:
                    yield node
                end = max(end, node.span.end_ns)


class _Places:
    """Where each step stands: before others in the tree, and in time."""

    def __init__(self, nodes: Sequence[Node], drafts: Drafts) -> None:
        self._at = {id(node): at for at, node in enumerate(nodes)}
        own = [drafts[id(node)] for node in nodes if id(node) in drafts and drafts[id(node)].node is node]
        self._steps = sorted(own, key=lambda draft: (draft.started_ns, self._at[id(draft.node)]))
        self._starts = [draft.started_ns for draft in self._steps]
        self._asking = asked_under_ids(own)

    @cached_property
    def _asking_alike(self) -> Mapping[Hashable, list[Draft]]:
        """The models that asked for a call, by its name and arguments."""
        asking: dict[Hashable, list[Draft]] = defaultdict(list)
        for draft in self._steps:
            for call in draft.calls if draft.kind is StepKind.MODEL else ():
                asking[content_of(call.name, call.arguments)].append(draft)
        return asking

    def that_asked(self, node: Node, tool: Draft, elsewhere: Mapping[int, Node]) -> Node | None:
        """The model inside an earlier sibling that alone asked for a tool, under its id or with its arguments."""
        asking = self._asking.get(tool.call_id, ()) if tool.call_id else self._asking_alike.get(_content(tool), ())
        asker = self._only(asking, node)
        return elsewhere.get(id(asker)) if asker is not None and asker.parent is node.parent else asker

    def gone_on_from(self, node: Node, model: Draft, elsewhere: Mapping[int, Node]) -> Node | None:
        """What holds the model, inside an earlier sibling, that asked for what this one was told last, by its id."""
        told = next((message for message in reversed(model.reading.input_messages) if message.calls), None)
        call_id = told.calls[-1].id if told is not None and model.kind is StepKind.MODEL else None
        asker = self._only(self._asking.get(call_id or "", ()), node)
        if asker is None:
            return None
        return elsewhere.get(id(asker), asker.parent if asker.parent is not node.parent else None)

    def _only(self, asking: Sequence[Draft], node: Node) -> Node | None:
        """The only one that asked, if it is in an earlier sibling."""
        return asking[0].node if len(asking) == 1 and self._in_earlier_sibling(asking[0], node) else None

    def at_work(self, node: Node, model: Draft, elsewhere: Mapping[int, Node]) -> Node | None:
        """The tool inside an earlier sibling that was open all the time that a model of another agent worked."""
        if model.kind is not StepKind.MODEL:
            return None
        found = [
            draft
            for draft in self._begun_before(node)
            if _holds(draft, node, slack=0) and (draft.node.parent is not node.parent or id(draft.node) in elsewhere)
        ]
        if not found or (model.agent is not None and model.agent == found[0].agent):
            return None
        return next((draft for draft in found if _speaks_of(draft, node, [model])), found[0]).node

    def around(self, node: Node, tops: Sequence[Draft]) -> Node | None:
        """The step that called an agent: one that calls models, and is more than the one call."""
        if node.role is not Role.CONTAINER or not any(draft.kind is StepKind.MODEL for draft in tops):
            return None
        before = list(self._begun_before(node))
        open_tools = [draft for draft in before if _holds(draft, node, slack=0)]
        open_tools = open_tools or [draft for draft in before if _holds(draft, node, slack=SLACK_NS)]
        if open_tools:
            return next((draft for draft in open_tools if _speaks_of(draft, node, tops)), open_tools[0]).node
        return before[0].node if before and _waits(before, node) else None

    def _begun_before(self, node: Node) -> Iterator[Draft]:
        """The steps of earlier siblings that had begun, the latest first."""
        start = node.span.start_ns
        at = bisect_right(self._starts, start if start % TICK_NS else start + TICK_NS - 1)
        for draft in self._steps[max(0, at - _LOOKED_AT) : at][::-1]:
            if self._in_earlier_sibling(draft, node):
                yield draft

    def _in_earlier_sibling(self, draft: Draft, node: Node) -> bool:
        above = self._at[id(node.parent)] if node.parent is not None else -1
        return above < self._at[id(draft.node)] < self._at[id(node)]


def _content(tool: Draft) -> Hashable:
    """Name and arguments; None where these are not told, for no call is None."""
    return content_of(tool.name, tool.input) if likeness(tool.input) else None


def _holds(draft: Draft, node: Node, *, slack: int) -> bool:
    """Whether a tool was open all the time, and nothing that it called lies inside it already."""
    if draft.kind not in _CALLS or draft.node.holds_steps:
        return False
    return node.span.end_ns <= draft.ended_ns + slack


def _speaks_of(tool: Draft, node: Node, tops: Sequence[Draft]) -> bool:
    """Whether one of several open tools has the agent's name in its own, or gave it the words that it began with."""
    name = squeezed(node.reading.agent or node.reading.name or "")
    if name and (name in squeezed(tool.name) or squeezed(tool.name) in name):
        return True
    asked = next(draft.reading.input_messages for draft in tops if draft.kind is StepKind.MODEL)
    heard = "\n".join(message.text for message in asked if message.role != "system")
    return any(len(text) > 2 and text in heard for text in leaves(tool.input))


def _waits(before: Sequence[Draft], node: Node) -> bool:
    """Whether a model had asked for more than was done, and its agent did nothing until the other had ended."""
    last = before[0]
    at = next((at for at, draft in enumerate(before) if draft.kind is StepKind.MODEL), None)
    if at is None or not (len(before[at].calls) > at or before[at].asks_in_silence):
        return False
    following = _next_start(last.node, node.parent)
    return last.ended_ns <= node.span.start_ns + SLACK_NS and following >= node.span.end_ns - SLACK_NS


def _next_start(node: Node, within: Node | None) -> int:
    """When the next sibling with steps begins, of a node or of one above it; 0 where there is none."""
    at = node
    for _ in range(_MOST_LEVELS):
        if at.parent is within or at.parent is None:
            break
        siblings = at.parent.children
        place = bisect_right(siblings, at.span.start_ns, key=lambda other: other.span.start_ns)
        found = next((other for other in siblings[place:] if other.holds_steps or other.role is Role.STEP), None)
        if found is not None:
            return found.span.start_ns
        at = at.parent
    return 0
