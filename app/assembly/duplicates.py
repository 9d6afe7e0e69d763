"""Make one step of the spans that report one call."""

from collections import defaultdict
from collections.abc import Iterable

from app.assembly.arguments import compatible
from app.assembly.draft import Draft, Drafts, share
from app.assembly.forest import Node
from app.assembly.same_call import agree, is_instant_reply, is_untold, proofs, reply_of_stream
from app.assembly.twins import merge_twins
from app.domain.span_reading import Role
from app.domain.step import StepKind


def merge_doubles(nodes: Iterable[Node], drafts: Drafts) -> None:
    """Let nodes that report one call share a draft: the outer of two, or the earlier."""
    ordered = list(nodes)
    _merge_nested(ordered, drafts)
    for family in _siblings(ordered, drafts):
        merge_twins(family, drafts, beside=True)
        _merge_streamed(family, drafts)
    merge_twins([node for node in ordered if _has_step(node, drafts)], drafts, beside=False)
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
            share(drafts, node, found[0])
        elif found and node.kind is StepKind.MODEL:
            _several(drafts, node, _telling(drafts, node, found))


def _outers(nodes: list[Node]) -> dict[int, Node | None]:
    """The nearest step above each node, unless an agent stands between: then the inner call is its own.

    So is one that began after the step above had ended, as where nobody closes a context, unless something proves
    that both report one call.
    """
    outer: dict[int, Node | None] = {}
    for node in nodes:
        above = node.parent
        if above is None or (above.role is Role.CONTAINER and above.reading.agent is not None):
            outer[id(node)] = None
        else:
            outer[id(node)] = above if above.role is Role.STEP else outer[id(above)]
        around = outer[id(node)]
        if around is not None and node.span.start_ns > around.span.end_ns and not _share_proof(around, node):
            outer[id(node)] = outer[id(around)]
    return outer


def _share_proof(one: Node, other: Node) -> bool:
    return not set(proofs(one.reading)).isdisjoint(proofs(other.reading))


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


def _telling(drafts: Drafts, outer: Node, inner: list[Node]) -> list[Node]:
    """The inner spans that tell what came of a call; others, around which one tells it, are parts of that call."""
    if not _tells(outer):
        return inner
    for node in inner:
        if not _tells(node):
            share(drafts, outer, node)
    return [node for node in inner if _tells(node)]


def _tells(node: Node) -> bool:
    return bool(node.reading.output_messages or node.reading.usage or node.reading.failed)


def _several(drafts: Drafts, outer: Node, inner: list[Node]) -> None:
    """A wrapper around several tries is one step; around several different calls it is none."""
    if len(inner) < 2:
        for node in inner:
            share(drafts, outer, node)
        return
    tries = sorted(inner, key=lambda node: node.span.start_ns)
    if all(node.reading.failed for node in tries[:-1]):
        for node in tries:
            drafts[id(outer)].attempts.append(drafts[id(node)])
        share(drafts, outer, tries[-1])
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


def _kept(draft: Draft) -> Draft:
    """The draft that a draft has gone into, in the end."""
    while draft.into is not None:
        draft = draft.into
    return draft


def _siblings(nodes: list[Node], drafts: Drafts) -> Iterable[list[Node]]:
    families: dict[tuple[int, str], list[Node]] = defaultdict(list)
    for node in nodes:
        if _has_step(node, drafts):
            families[id(node.parent), node.span.trace_id].append(node)
    return families.values()


def _has_step(node: Node, drafts: Drafts) -> bool:
    return id(node) in drafts and drafts[id(node)].node is node


def _merge_streamed(family: list[Node], drafts: Drafts) -> None:
    """Join a streamed reply, told at one instant when the stream was read, to the request that it answers."""
    waiting: list[Node] = []
    for node in sorted(family, key=lambda node: (node.span.start_ns, node.span.end_ns, node.span.span_id)):
        asked = _asked_before(node, waiting) if is_instant_reply(node.span, node.reading) else None
        if asked is not None:
            waiting.remove(asked)
            share(drafts, asked, node)
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
