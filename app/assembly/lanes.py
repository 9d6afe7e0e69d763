"""Whose steps they are: the agent and the lane of each step."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from app.assembly.draft import Draft, Drafts
from app.assembly.forest import Node
from app.domain.span_reading import Role
from app.domain.step import Lane, StepKind


@dataclass(slots=True)
class LaneNesting:
    """The lane around each lane, and for each a lane further out: agents may be nested as deep as a trace is long."""

    around: dict[str, str] = field(default_factory=dict)
    _outward: dict[str, str] = field(default_factory=dict)

    def put(self, inner: str, outer: str) -> None:
        """Where a lane lies is told once, and never makes a ring of agents that call each other."""
        if inner not in self.around and self._outermost(outer) != inner:
            self.around[inner] = self._outward[inner] = outer

    def _outermost(self, lane: str) -> str:
        while lane in self._outward:
            above = self._outward[lane]
            self._outward[lane] = self._outward.get(above, above)
            lane = above
        return lane

    def depths(self, lanes: Iterable[str]) -> dict[str, int]:
        """How many lanes are around each of some."""
        found: dict[str, int] = {}
        for lane in lanes:
            way = [lane]
            while way[-1] in self.around and way[-1] not in found:
                way.append(self.around[way[-1]])
            depth = found.setdefault(way[-1], 0)
            found |= {inner: depth + above for above, inner in enumerate(reversed(way))}
        return found


def assign_lanes(nodes: Sequence[Node], drafts: Drafts) -> LaneNesting:
    """Give every draft its agent and lane; returns which lane lies in which.

    The agent is the step's own or that of the nearest container above. Steps below a tool step, whose
    agent nobody names, have a lane of the tool's name: a sub-agent works there.
    """
    around: dict[int, tuple[str | None, str]] = {}
    nesting = LaneNesting()
    models = _with_models(nodes)
    for node in nodes:
        agent, lane = around[id(node.parent)] if node.parent is not None else (None, "")
        if node.role is Role.CONTAINER and node.reading.agent:
            inner = node.reading.agent
            nesting.put(inner, lane)
            agent, lane = inner, inner
        draft = drafts.get(id(node))
        if draft is not None and draft.node is node:
            agent, lane = _of_step(draft, agent, lane, nesting)
            sub_agent = draft.kind is StepKind.TOOL and id(node) in models
            around[id(node)] = _below(draft, (agent, lane), nesting) if sub_agent else (agent, lane)
        else:
            around[id(node)] = (agent, lane)
    return nesting


def lanes_of(drafts: Sequence[Draft], nesting: LaneNesting) -> tuple[Lane, ...]:
    """The lanes in order of their first step, the outermost agent's first."""
    first: dict[str, Draft] = {}
    for draft in drafts:
        first.setdefault(draft.lane, draft)
    ranked = sorted(first, key=nesting.depths(first).__getitem__)
    return tuple(Lane(lane, first[lane].agent, _around(lane, nesting.around, first)) for lane in ranked)


def _of_step(draft: Draft, agent: str | None, lane: str, nesting: LaneNesting) -> tuple[str | None, str]:
    if draft.agent and draft.agent != agent:
        nesting.put(draft.agent, lane)
        lane = draft.agent
    draft.agent = draft.agent or agent
    draft.lane = lane
    return draft.agent, lane


def _below(draft: Draft, place: tuple[str | None, str], nesting: LaneNesting) -> tuple[str | None, str]:
    """Models below a tool are another agent's work, until a container names it."""
    agent, lane = place
    nesting.put(draft.name, lane)
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


def _around(lane: str, parents: dict[str, str], first: dict[str, Draft]) -> str | None:
    """The nearest lane around that has steps of its own."""
    while lane in parents:
        lane = parents[lane]
        if lane in first:
            return lane
    return None
