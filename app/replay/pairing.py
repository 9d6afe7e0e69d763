"""Which elements of two sequences correspond: those that are equal, that are shaped alike, that do the same work."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from app.replay.sequence import Pair, common, gaps


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """What an element is compared by, from the strictest: all that it says, its form, and the work that it does."""

    content: Hashable
    shape: Hashable
    work: Hashable


Strictness = Callable[[Likeness], Hashable]


def pairs(ours: Sequence[Likeness], theirs: Sequence[Likeness]) -> list[Pair]:
    """Index pairs of what corresponds, in order, the same from either side.

    Elements correspond by shape in their longest common order, and what lies between by work alone. Where that
    leaves no more of them alone, equal content comes first: of three calls alike, the one that was left out is told.
    """
    if _order(theirs) < _order(ours):
        return [(i, j) for j, i in pairs(theirs, ours)]
    by_shape = _refined(ours, theirs, (_shape, _work))
    by_content = _refined(ours, theirs, (_content, _shape, _work))
    return max(by_shape, by_content, key=lambda found: (len(found), _equal(found, ours, theirs)))


def _refined(ours: Sequence[Likeness], theirs: Sequence[Likeness], by: Sequence[Strictness]) -> list[Pair]:
    """Pairs by each strictness in turn, each within what the one before left over."""
    found: list[Pair] = []
    for strictness in by:
        mine, others = list(map(strictness, ours)), list(map(strictness, theirs))
        more = [
            (i + left.start, j + right.start)
            for left, right in gaps(found, before=len(ours), after=len(theirs))
            for i, j in common(mine[left], others[right])
        ]
        found = sorted(found + more)
    return found


def _equal(found: Sequence[Pair], ours: Sequence[Likeness], theirs: Sequence[Likeness]) -> int:
    return sum(ours[i].content == theirs[j].content for i, j in found)


def _order(side: Sequence[Likeness]) -> tuple[int, list[str]]:
    """An order of the two sides, so that it does not matter which of them is named first."""
    return len(side), [str(item.content) for item in side]


def _content(item: Likeness) -> Hashable:
    return item.content


def _shape(item: Likeness) -> Hashable:
    return item.shape


def _work(item: Likeness) -> Hashable:
    return item.work
