"""Containers that failed for a reason which no step inside them shows."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from app.assembly.draft import Draft, draft_of
from app.assembly.forest import Node
from app.assembly.walk import Walk
from app.domain.step import StepKind

_MOST_LEVELS = 40  # climbed from a step; what lies deeper is hostile


def failures(found: Walk) -> dict[int, list[Draft]]:
    """Steps for such containers, by the position after which each is shown.

    The innermost container with the error is the one; those around it only repeat it. Where steps of a container are
    read elsewhere, it stands after the last of all.
    """
    shown: dict[int, list[Draft]] = {}
    extra: list[int] = []  # positions after which one is shown, in their order
    failed = [node for node in reversed(found.containers) if node.reading.failed]
    moved = _moved(found) if failed else {}
    for node in failed:
        places = sorted((*_stretch(node, found), *moved.get(id(node), ())))
        inside = [found.drafts[at] for at in places]
        shows = inside and bisect_left(extra, places[-1] + 1) == bisect_left(extra, places[0])
        if shows and not _explained(node, inside):
            shown.setdefault(places[-1], []).append(_step(node, inside[0]))
            insort(extra, places[-1])
    return shown


def _stretch(node: Node, found: Walk) -> range:
    """The positions of the steps that are read in a container."""
    first, last = found.ranges.get(id(node), (0, -1))
    return range(first, last + 1)


def _moved(found: Walk) -> dict[int, list[int]]:
    """The positions of the steps of containers that are read elsewhere than in them, by the container's identity."""
    moved: dict[int, list[int]] = defaultdict(list)
    for at, draft in enumerate(found.drafts):
        for above in islice(draft.node.above, _MOST_LEVELS):
            if at in _stretch(above, found):
                break
            moved[id(above)].append(at)
    return moved


def _explained(node: Node, inside: Sequence[Draft]) -> bool:
    if inside[-1].failed:
        return True
    return any(draft.failed and _told(node.reading.error, draft.error) for draft in inside)


def _told(error: str | None, by: str | None) -> bool:
    """Whether a container only repeats an error, perhaps wrapped in its own words."""
    if not error:
        return True
    return by is not None and (error in by or by in error)


def _step(node: Node, first: Draft) -> Draft:
    """It stands where the container ended, in the lane of the agent that it is or holds.

    It is no call: the model and the totals that a container tells are those of the calls in it.
    """
    draft = draft_of(node)
    draft.reading = replace(node.reading, request_model=None, response_model=None, usage=None, cost_usd=None)
    draft.name = node.reading.name or node.span.name
    draft.kind = StepKind.OTHER
    draft.started_ns = draft.ended_ns = node.span.end_ns
    draft.agent, draft.lane = node.reading.agent or first.agent, first.lane
    return draft
