"""The revealed part of a run as a tree."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.reading.window import Window
from app.replay.redaction import SeenContainer
from app.replay.run_tree import RunTree, Stretch


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What has begun up to the frontier; `containers` are told by their keys."""

    tree: RunTree
    containers: dict[str, SeenContainer]


def outline_of(window: Window) -> Outline:
    """The whole tree of what is revealed, without the steps: they are read a page at a time."""
    trees, run, frontier = window.work.trees, window.run_id, window.frontier
    containers = window.seen(trees.containers(run, last=frontier))
    stretches = stretches_of(window, containers, trees.enclosing(run, last=frontier))
    return Outline(tree=RunTree(stretches, last=frontier), containers={each.id: each for each in containers})


def stretches_of(
    window: Window, containers: Iterable[SeenContainer], steps: Iterable[tuple[int, int]]
) -> list[Stretch]:
    """Containers, and steps with the last inside each, as far as the window tells."""
    return [*(_container(each, window) for each in containers), *(step_stretch(window, *each) for each in steps)]


def step_stretch(window: Window, step: int, closes: int) -> Stretch:
    """What lies inside a step, as far as it is revealed."""
    over = window.is_over(closes)
    last = closes if over else window.frontier
    return Stretch(key=f"step-{step}", first=step + 1, last=last, over=over, step=step)


def _container(container: SeenContainer, window: Window) -> Stretch:
    return Stretch(
        key=container.id,
        first=container.first,
        last=window.frontier if container.last is None else container.last,
        over=not container.running,
        agent=container.agent is not None,
    )
