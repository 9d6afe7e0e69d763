"""The trail above a step: what it lies inside, what is beside that, and the ways over and out."""

from dataclasses import dataclass

from app.pages.replay.screen import Screen
from app.pages.replay.step_names import title_of
from app.reading.ways import Enclosure, ways_from
from app.replay.redaction import SeenContainer

NEAREST = 3  # crumbs beside the outermost that always show; those between are folded


@dataclass(frozen=True, slots=True, kw_only=True)
class Crumb:
    """A link to where something begins that the step lies inside."""

    icon: str
    words: str
    number: int
    href: str
    running: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """The crumbs, the outermost first: `folded` lie between the first and the others.

    `over` and `out` are step numbers, `data` what the script reads from the step.
    """

    outermost: tuple[Crumb, ...]
    folded: tuple[Crumb, ...]
    nearest: tuple[Crumb, ...]
    before: Crumb | None
    after: Crumb | None
    caller: int | None
    over: int | None
    out: int | None
    data: dict[str, int]


def trail(screen: Screen) -> Trail:
    """Only what is revealed: numbers past the frontier are in none of it."""
    ways = ways_from(screen.view.window, screen.number)
    crumbs = _distinct([_crumb(screen, each) for each in ways.around])
    marked = screen.marked
    targets = {
        "over": ways.over,
        "out": ways.out,
        "lane-before": ways.lane_before,
        "lane-after": ways.lane_after,
        "mark-before": max((number for number in marked if number < screen.number), default=None),
        "mark-after": min((number for number in marked if number > screen.number), default=None),
    }
    middle = max(1, len(crumbs) - NEAREST)
    return Trail(
        outermost=crumbs[:1],
        folded=crumbs[1:middle],
        nearest=crumbs[middle:],
        before=_beside(screen, ways.agent_before),
        after=_beside(screen, ways.agent_after),
        caller=ways.caller,
        over=ways.over,
        out=ways.out,
        data={name: number for name, number in targets.items() if number is not None},
    )


def _crumb(screen: Screen, around: Enclosure) -> Crumb:
    if around.step is not None:
        icon, words = around.step.kind.value, title_of(around.step)
    else:
        icon, words = _named(around.container)
    return Crumb(icon=icon, words=words, number=around.first, href=screen.at(around.first), running=around.running)


def _beside(screen: Screen, container: SeenContainer | None) -> Crumb | None:
    if container is None:
        return None
    return _crumb(screen, Enclosure(first=container.first, running=container.running, container=container))


def _named(container: SeenContainer | None) -> tuple[str, str]:
    if container is None:
        return "group", ""
    return ("agent" if container.agent else "group"), container.agent or container.name


def _distinct(crumbs: list[Crumb]) -> tuple[Crumb, ...]:
    """A wrapper that bears the name of what it wraps, and begins with it, says nothing new."""
    return tuple(
        crumb
        for before, crumb in zip([None, *crumbs], crumbs, strict=False)
        if before is None or (before.words, before.number) != (crumb.words, crumb.number)
    )
