"""Whose steps they are: the agent and the lane of each step."""

from collections.abc import Sequence

from app.assembly.draft import Draft, Drafts
from app.assembly.forest import Node
from app.domain.span_reading import Role
from app.domain.step import Lane, StepKind


def assign_lanes(nodes: Sequence[Node], drafts: Drafts) -> dict[str, str]:
    """Give every draft its agent and lane; returns for each lane the lane around it.

    The agent is the step's own or that of the nearest container above. Steps below a tool step, whose
    agent nobody names, have a lane of the tool's name: a sub-agent works there.
    """
    around: dict[int, tuple[str | None, str]] = {}
    parents: dict[str, str] = {}
    models = _with_models(nodes)
    for node in nodes:
        agent, lane = around[id(node.parent)] if node.parent is not None else (None, "")
        if node.role is Role.CONTAINER and node.reading.agent:
            inner = node.reading.agent
            _nest(parents, inner, lane)
            agent, lane = inner, inner
        draft = drafts.get(id(node))
        if draft is not None and draft.node is node:
            agent, lane = _of_step(draft, agent, lane, parents)
            sub_agent = draft.kind is StepKind.TOOL and id(node) in models
            around[id(node)] = _below(draft, (agent, lane), parents) if sub_agent else (agent, lane)
        else:
            around[id(node)] = (agent, lane)
    return parents


def lanes_of(drafts: Sequence[Draft], parents: dict[str, str]) -> tuple[Lane, ...]:
    """The lanes in order of their first step, the outermost agent's first."""
    first: dict[str, Draft] = {}
    for draft in drafts:
        first.setdefault(draft.lane, draft)
    ranked = sorted(first, key=lambda lane: _depth(lane, parents))
    return tuple(Lane(lane, first[lane].agent, _around(lane, parents, first)) for lane in ranked)


def _of_step(draft: Draft, agent: str | None, lane: str, parents: dict[str, str]) -> tuple[str | None, str]:
    if draft.agent and draft.agent != agent:
        _nest(parents, draft.agent, lane)
        lane = draft.agent
    draft.agent = draft.agent or agent
    draft.lane = lane
    return draft.agent, lane


def _below(draft: Draft, place: tuple[str | None, str], parents: dict[str, str]) -> tuple[str | None, str]:
    """Models below a tool are another agent's work, until a container names it."""
    agent, lane = place
    _nest(parents, draft.name, lane)
    return agent, draft.name


def _with_models(nodes: Sequence[Node]) -> set[int]:
    """The nodes below which a model is called."""
    found: set[int] = set()
    for node in reversed(nodes):
        if node.parent is not None and (
            id(node) in found or (node.role is Role.STEP and node.kind is StepKind.MODEL)
        ):
            found.add(id(node.parent))
    return found


def _nest(parents: dict[str, str], inner: str, outer: str) -> None:
    if inner not in parents and not _within(outer, inner, parents):
        parents[inner] = outer


def _within(lane: str, outer: str, parents: dict[str, str]) -> bool:
    """Whether a lane already lies in another: agents that call each other must not make a ring."""
    while lane in parents:
        lane = parents[lane]
    return lane == outer


def _depth(lane: str, parents: dict[str, str]) -> int:
    depth = 0
    while lane in parents:
        lane = parents[lane]
        depth += 1
    return depth


def _around(lane: str, parents: dict[str, str], first: dict[str, Draft]) -> str | None:
    """The nearest lane around that has steps of its own."""
    while lane in parents:
        lane = parents[lane]
        if lane in first:
            return lane
    return None
