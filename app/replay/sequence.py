"""The longest common subsequence of two sequences, near-linear where they are alike."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence

MAX_EDITS = 600  # Myers costs edits squared: 600 stays near a tenth of a second in Python

Pair = tuple[int, int]


def common(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[Pair]:
    """Index pairs of elements that both hold, in order.

    The result is longest as long as what both hold is at most MAX_EDITS insertions and removals apart; beyond
    that it is anchored on elements that occur once on either side, so that the cost stays bounded.
    """
    head = _shared_head(before, after)
    tail = _shared_tail(before, after, head)
    left, right = before[head : len(before) - tail], after[head : len(after) - tail]
    middle = _of_shared(left, right) if left and right else []
    return [
        *((i, i) for i in range(head)),
        *((i + head, j + head) for i, j in middle),
        *((len(before) - k, len(after) - k) for k in range(tail, 0, -1)),
    ]


def _shared_head(before: Sequence[Hashable], after: Sequence[Hashable]) -> int:
    limit = min(len(before), len(after))
    return next((i for i in range(limit) if before[i] != after[i]), limit)


def _shared_tail(before: Sequence[Hashable], after: Sequence[Hashable], head: int) -> int:
    limit = min(len(before), len(after)) - head
    return next((k for k in range(limit) if before[-1 - k] != after[-1 - k]), limit)


def _of_shared(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[Pair]:
    """Without what stands on one side alone: it is in no pair, and the search costs its count squared."""
    ours, theirs = set(before), set(after)
    left = [i for i, item in enumerate(before) if item in theirs]
    right = [j for j, item in enumerate(after) if item in ours]
    kept, held = [before[i] for i in left], [after[j] for j in right]
    pairs = _shortest_edit(kept, held)
    if pairs is None:
        pairs = _anchored(kept, held)
    return [(left[i], right[j]) for i, j in pairs]


def _shortest_edit(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[Pair] | None:
    """Myers' greedy O(ND) search (Algorithmica 1, 1986); None past MAX_EDITS.

    `reach[k]` is how far along `before` diagonal k got; each round keeps its own copy for the way back.
    """
    rounds: list[list[int]] = []
    n, m = len(before), len(after)
    reach = [0] * (2 * MAX_EDITS + 3)
    middle = MAX_EDITS + 1
    for edits in range(min(n + m, MAX_EDITS) + 1):
        rounds.append(reach[middle - edits - 1 : middle + edits + 2])
        for k in range(-edits, edits + 1, 2):
            at = middle + k
            below, above = reach[at - 1], reach[at + 1]
            # An insertion (down) keeps x, a removal (right) adds one; written out, since this runs edits² times.
            x = above if k == -edits or (k != edits and below < above) else below + 1
            y = x - k
            while x < n and y < m and before[x] == after[y]:
                x, y = x + 1, y + 1
            reach[at] = x
            if x >= n and y >= m:
                return _walk_back(rounds, n, m)
    return None


def _walk_back(rounds: list[list[int]], x: int, y: int) -> list[Pair]:
    pairs: list[Pair] = []
    for edits in range(len(rounds) - 1, 0, -1):
        reach, k = rounds[edits], x - y
        at = k + edits + 1
        down = k == -edits or (k != edits and reach[at - 1] < reach[at + 1])
        from_x = reach[at + 1] if down else reach[at - 1]
        from_y = from_x - (k + 1 if down else k - 1)
        start = from_x if down else from_x + 1
        pairs.extend((i, i - k) for i in range(x - 1, start - 1, -1))
        x, y = from_x, from_y
    pairs.extend((i, i) for i in range(x - 1, -1, -1))
    return pairs[::-1]


def _anchored(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[Pair]:
    """Patience: elements that occur once on both sides, in their longest increasing order."""
    ours, theirs = Counter(before), Counter(after)
    place = {item: j for j, item in enumerate(after) if theirs[item] == 1}
    candidates = [(i, place[item]) for i, item in enumerate(before) if ours[item] == 1 and item in place]
    tails: list[int] = []
    ends: list[int] = []
    previous: list[int | None] = []
    for index, (_, j) in enumerate(candidates):
        at = bisect_left(tails, j)
        previous.append(ends[at - 1] if at else None)
        tails[at : at + 1] = [j]
        ends[at : at + 1] = [index]
    return _chain(candidates, previous, ends[-1] if ends else None)


def _chain(candidates: list[Pair], previous: list[int | None], last: int | None) -> list[Pair]:
    chosen: list[Pair] = []
    while last is not None:
        chosen.append(candidates[last])
        last = previous[last]
    return chosen[::-1]


def gaps(pairs: Sequence[Pair], *, before: int, after: int) -> list[tuple[slice, slice]]:
    """What lies between matched pairs, as slices of both sides; stretches empty on both sides are left out."""
    found = []
    i = j = 0
    for next_i, next_j in [*pairs, (before, after)]:
        if next_i > i or next_j > j:
            found.append((slice(i, next_i), slice(j, next_j)))
        i, j = next_i + 1, next_j + 1
    return found
