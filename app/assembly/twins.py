"""Pair the spans of two libraries that watched one call, where neither lies in the other."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from app.assembly.draft import Drafts, share
from app.assembly.forest import Node
from app.assembly.same_call import proofs, proven_copy, same_call, words_said
from app.domain.step import StepKind

_WATCHED = (StepKind.MODEL, StepKind.EMBEDDING, StepKind.TOOL)
_ANY = "any words"
_MOST = 256  # calls under way at once with which one is compared: hostile input has any number


def merge_twins(nodes: Sequence[Node], drafts: Drafts, *, beside: bool) -> None:
    """Let two reports of one call share a draft; the deeper one of two is where a reader expects it.

    Of two that are as deep it is that of the library which reports more, so that the calls of a run stay together.

    Of two that stand `beside` each other nothing may contradict; of others something must prove that they are one.
    """
    watched = (node for node in nodes if node.kind in _WATCHED)
    family = sorted(watched, key=lambda node: (node.span.start_ns, -node.depth, node.span.span_id))
    counts = Counter(node.span.scope for node in family)
    if len(counts) < 2:
        return  # a pair is between two scopes
    open_calls = OpenCalls(beside=beside)
    ranks = {scope: rank for rank, (scope, _) in enumerate(counts.most_common())}  # of as many, who began first
    for node in family:
        twin = next((other for other in open_calls.like(node) if _twins(other, node, drafts, beside=beside)), None)
        if twin is None:
            open_calls.add(node)
            continue
        keep, other = sorted((twin, node), key=lambda one: (-one.depth, ranks[one.span.scope]))
        share(drafts, keep, other)
        open_calls.remove(twin)
        if ranks.keys() - {span.scope for span in drafts[id(keep)].spans}:
            open_calls.add(keep)


def _twins(one: Node, other: Node, drafts: Drafts, *, beside: bool) -> bool:
    """Whether two nodes report one call; the pair is between two scopes, never three calls in one."""
    if any(span.scope == other.span.scope for span in drafts[id(one)].spans):
        return False
    judge = same_call if beside else proven_copy
    found = judge(one.span, one.reading, other=other.span, other_reading=other.reading)
    return found and one not in other.above and other not in one.above


class OpenCalls:
    """The calls under way, in the order in which they began, found by what must be equal in two reports of one."""

    def __init__(self, *, beside: bool) -> None:
        self._beside = beside
        self._found: dict[str, dict[int, Node]] = defaultdict(dict)

    def add(self, node: Node) -> None:
        for sign in self._signs(node):
            self._found[sign][id(node)] = node

    def remove(self, node: Node) -> None:
        for sign in self._signs(node):
            self._found[sign].pop(id(node), None)

    def like(self, node: Node) -> Iterable[Node]:
        """Those that may be the same call as this one, which begins now; the first ones where they are very many."""
        for sign in self._wanted(node):
            yield from self._under_way(self._found.get(sign, {}), node.span.start_ns)

    def _under_way(self, calls: dict[int, Node], now: int) -> Iterator[Node]:
        ended, there = [], []
        for key, call in calls.items():
            if call.span.end_ns < now:
                ended.append(key)
            else:
                there.append(call)
            if len(there) == _MOST:
                break
        for key in ended:
            del calls[key]
        return iter(there)

    def _signs(self, node: Node) -> tuple[str, ...]:
        told = self._beside and node.kind is not StepKind.TOOL
        return (words_said(node.reading), _ANY) if told else proofs(node.reading)

    def _wanted(self, node: Node) -> tuple[str, ...]:
        if not self._beside or node.kind is StepKind.TOOL:
            return proofs(node.reading)
        said = words_said(node.reading)
        return (said, "") if said else (_ANY,)
