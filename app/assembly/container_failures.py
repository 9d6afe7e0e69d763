"""Containers that failed for a reason which no step inside them shows."""

from collections.abc import Sequence
from dataclasses import replace

from app.assembly.draft import Draft, draft_of
from app.assembly.forest import Node
from app.assembly.walk import Walk
from app.domain.step import StepKind


def failures(found: Walk) -> dict[int, list[Draft]]:
    """Steps for such containers, by the position after which each is shown.

    The innermost container with the error is the one; those around it only repeat it.
    """
    shown: dict[int, list[Draft]] = {}
    extra: list[tuple[int, str | None]] = []
    for node in reversed(found.containers):
        if not node.reading.failed or id(node) not in found.ranges:
            continue
        first, last = found.ranges[id(node)]
        inside = found.drafts[first : last + 1]
        below = [error for at, error in extra if first <= at <= last]
        if not _explained(node, inside, below):
            shown.setdefault(last, []).append(_step(node, inside[0]))
            extra.append((last, node.reading.error))
    return shown


def _explained(node: Node, inside: Sequence[Draft], below: Sequence[str | None]) -> bool:
    if below or (inside and inside[-1].failed):
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
