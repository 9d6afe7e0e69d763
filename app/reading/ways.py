"""Where one can go from a step: in, over and out of agents, and to the lanes beside it."""

from dataclasses import dataclass

from app.domain.header import StepHeader
from app.reading.outline import step_stretch, stretches_of
from app.reading.window import Window
from app.replay.redaction import SeenContainer
from app.replay.run_tree import Stretch, outer_first, step_out, step_over

MOST_AROUND = 40  # told of what a step lies inside: the outermost and the nearest; deeper recordings are hostile


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """Something that a step lies inside: a container, or a step that called it. It begins at `first`."""

    first: int
    running: bool
    container: SeenContainer | None = None
    step: StepHeader | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """Where one can go; None where there is nowhere to go.

    `around` is what the step lies inside, the outermost first, at most MOST_AROUND of it; `caller` is the nearest
    step that it lies inside. `over` is the step after what begins here, `out` the one that the agent was called
    from. `agent_before` and `agent_after` are the agents beside the innermost one, `lane_before` and `lane_after`
    the nearest steps of other lanes.
    """

    around: tuple[Enclosure, ...] = ()
    caller: int | None = None
    over: int | None = None
    out: int | None = None
    agent_before: SeenContainer | None = None
    agent_after: SeenContainer | None = None
    lane_before: int | None = None
    lane_after: int | None = None


def ways_from(window: Window, number: int) -> Ways:
    """The ways from a revealed step, by what lies around it alone: it costs the same in a long run."""
    bounds = window.work.trees.bounds(window.run_id, number)
    containers = window.containers(number)
    around = outer_first(stretches_of(window, containers, bounds.above))
    own = step_stretch(window, number, bounds.closes) if bounds.closes > number else None
    agent_before, agent_after = _beside(window, containers)
    lane_before, lane_after = window.work.trees.other_lanes(window.run_id, number, last=window.frontier)
    return Ways(
        around=_told(window, _ends(around), {each.id: each for each in containers}),
        caller=bounds.above[0][0] if bounds.above else None,
        over=step_over(number, around, own=own, frontier=window.frontier),
        out=step_out(number, lambda other: around if other == number else _around(window, other)),
        agent_before=agent_before,
        agent_after=agent_after,
        lane_before=lane_before,
        lane_after=lane_after,
    )


def _around(window: Window, number: int) -> list[Stretch]:
    above = window.work.trees.bounds(window.run_id, number).above
    return outer_first(stretches_of(window, window.containers(number), above))


def _ends(around: list[Stretch]) -> list[Stretch]:
    return around if len(around) <= MOST_AROUND else [around[0], *around[1 - MOST_AROUND :]]


def _told(window: Window, around: list[Stretch], containers: dict[str, SeenContainer]) -> tuple[Enclosure, ...]:
    callers = window.headers_at([each.step for each in around if each.step is not None])
    steps = {header.number: header for header in callers}
    return tuple(
        Enclosure(
            first=each.begins,
            running=not each.over,
            container=containers.get(each.key),
            step=None if each.step is None else steps[each.step],
        )
        for each in around
    )


def _beside(
    window: Window, containers: tuple[SeenContainer, ...]
) -> tuple[SeenContainer | None, SeenContainer | None]:
    """The agents before and after the innermost one, under the same parent."""
    inner = next((each for each in reversed(containers) if each.agent and each.parent), None)
    if inner is None:
        return None, None
    beside = window.work.trees.agents_beside(window.run_id, inner.id, last=window.frontier)
    before, after = (window.seen([each])[0] if each else None for each in beside)
    return before, after
