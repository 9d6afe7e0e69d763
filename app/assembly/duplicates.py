"""Make one step of the spans that report one call."""

from collections import defaultdict
from collections.abc import Iterable

from app.assembly.arguments import compatible
from app.assembly.draft import Draft, absorb
from app.assembly.forest import Node
from app.assembly.same_call import agree, is_instant_reply, is_untold, proven_copy, reply_of_stream, same_call
from app.domain.span_reading import Role
from app.domain.step import StepKind

Drafts = dict[int, Draft]
"""Drafts by the identity of their nodes; doubles share one."""


def merge_doubles(nodes: Iterable[Node], drafts: Drafts) -> None:
    """Let nodes that report one call share a draft: the outer of two, or the earlier."""
    ordered = list(nodes)
    _merge_nested(ordered, drafts)
    _merge_siblings(ordered, drafts)
    _merge_copies(ordered, drafts)
    for key, draft in drafts.items():
        drafts[key] = _kept(draft)


def _merge_nested(nodes: list[Node], drafts: Drafts) -> None:
    inner: dict[int, list[Node]] = defaultdict(list)
    others: set[int] = set()
    outers = _outers(nodes)
    for node in nodes:
        outer = outers[id(node)]
        if outer is None or node.role is not Role.STEP or outer.kind is not node.kind:
            continue
        if _nested_same(outer, node):
            inner[id(outer)].append(node)
        else:
            others.add(id(outer))
    for node in reversed(nodes):  # what is around a span that is no call is none either
        outer = outers[id(node)]
        if id(node) in others and node.kind is StepKind.MODEL and outer is not None and outer.kind is node.kind:
            others.add(id(outer))
    for node in nodes:  # outermost first, so that a chain of four becomes one
        found = inner.get(id(node), ())
        if id(node) in others and node.kind is StepKind.MODEL:
            _open(drafts, node)
        elif len(found) == 1:
            _share(drafts, node, found[0])
        elif found and node.kind is StepKind.MODEL:
            _several(drafts, node, list(found))


def _outers(nodes: list[Node]) -> dict[int, Node | None]:
    """The nearest step above each node, unless an agent stands between: then the inner call is its own."""
    outer: dict[int, Node | None] = {}
    for node in nodes:
        above = node.parent
        if above is None or (above.role is Role.CONTAINER and above.reading.agent is not None):
            outer[id(node)] = None
        else:
            outer[id(node)] = above if above.role is Role.STEP else outer[id(above)]
    return outer


def _nested_same(outer: Node, node: Node) -> bool:
    """Whether two spans of one kind, one in the other, report one call."""
    if outer.kind is StepKind.MODEL:
        return agree(outer.reading, node.reading)
    same_input = compatible(outer.reading.input, node.reading.input)
    if outer.kind is StepKind.TOOL:
        if outer.reading.call_id and outer.reading.call_id == node.reading.call_id:
            return True
        return outer.reading.name == node.reading.name and same_input
    return outer.kind is not StepKind.OTHER and same_input


def _several(drafts: Drafts, outer: Node, inner: list[Node]) -> None:
    """A wrapper around several tries is one step; around several different calls it is none."""
    tries = sorted(inner, key=lambda node: node.span.start_ns)
    if all(node.reading.failed for node in tries[:-1]):
        for node in tries:
            drafts[id(outer)].attempts.append(drafts[id(node)])
        _share(drafts, outer, tries[-1])
        for node in tries[:-1]:
            gone = drafts[id(node)]
            drafts[id(outer)].spans += gone.spans
            gone.into = drafts[id(node)] = drafts[id(outer)]
        return
    _open(drafts, outer)


def _open(drafts: Drafts, outer: Node) -> None:
    """LiteLLM writes each call's attributes on the span of the application around all of them: it is no call."""
    outer.role = Role.CONTAINER
    del drafts[id(outer)]


def _share(drafts: Drafts, keep: Node, other: Node) -> None:
    gone = drafts[id(other)]
    absorb(drafts[id(keep)], gone)
    gone.into = drafts[id(other)] = drafts[id(keep)]


def _kept(draft: Draft) -> Draft:
    """The draft that a draft has gone into, in the end."""
    while draft.into is not None:
        draft = draft.into
    return draft


def _merge_siblings(nodes: list[Node], drafts: Drafts) -> None:
    families: dict[tuple[int, str], list[Node]] = defaultdict(list)
    for node in nodes:
        if id(node) in drafts and drafts[id(node)].node is node:
            families[id(node.parent), node.span.trace_id].append(node)
    for family in families.values():
        _merge_among(family, drafts, copies=False)
        _merge_streamed(family, drafts)


def _merge_streamed(family: list[Node], drafts: Drafts) -> None:
    """Join a streamed reply, told at one instant when the stream was read, to the request that it answers."""
    waiting: list[Node] = []
    for node in sorted(family, key=lambda node: (node.span.start_ns, node.span.end_ns, node.span.span_id)):
        asked = _asked_before(node, waiting) if is_instant_reply(node.span, node.reading) else None
        if asked is not None:
            waiting.remove(asked)
            _share(drafts, asked, node)
            drafts[id(asked)].ended_ns = node.span.end_ns
        elif is_untold(node.reading):
            waiting.append(node)


def _asked_before(node: Node, waiting: list[Node]) -> Node | None:
    """The latest request that a reply answers."""
    found = (
        each
        for each in reversed(waiting)
        if reply_of_stream(each.span, each.reading, reply=node.span, told=node.reading)
    )
    return next(found, None)


def _merge_copies(nodes: list[Node], drafts: Drafts) -> None:
    traces = {node.span.trace_id for node in nodes}
    if len(traces) > 1:
        _merge_among([n for n in nodes if id(n) in drafts and drafts[id(n)].node is n], drafts, copies=True)


def _merge_among(family: list[Node], drafts: Drafts, *, copies: bool) -> None:
    """Merge pairs among nodes that overlap in time; the deeper one of two is where a reader expects it."""
    if len({node.span.scope for node in family}) < 2:
        return  # a pair is between two scopes
    open_nodes: list[Node] = []
    for node in sorted(family, key=lambda node: (node.span.start_ns, -node.depth, node.span.span_id)):
        open_nodes = [other for other in open_nodes if other.span.end_ns >= node.span.start_ns]
        twin = next((other for other in open_nodes if _twins(other, node, drafts, copies=copies)), None)
        if twin is None:
            open_nodes.append(node)
        elif twin.depth >= node.depth:
            _share(drafts, twin, node)
        else:
            _share(drafts, node, twin)
            open_nodes[open_nodes.index(twin)] = node


def _twins(one: Node, other: Node, drafts: Drafts, *, copies: bool) -> bool:
    """Whether two nodes report one call; the pair is between two scopes, never three calls in one."""
    if copies and one.span.trace_id == other.span.trace_id:
        return False
    scopes = {span.scope for span in drafts[id(one)].spans}
    if other.span.scope in scopes:
        return False
    judge = proven_copy if copies else same_call
    return judge(one.span, one.reading, other=other.span, other_reading=other.reading)
