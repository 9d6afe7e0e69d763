"""Read what a timeline of some steps draws beside them: nesting, tries, agents, and what was waited for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.header import StepHeader
from app.domain.step import Try
from app.reading.overview import enclosing, part_of
from app.reading.window import Window
from app.replay.critical_path import Segment, critical_path
from app.replay.redaction import SeenContainer

MOST_CONTAINERS = 60  # of them with a row of their own
MOST_TRIED = 40  # retried steps whose tries are read
MOST_ON_PATH = 2_000  # steps; the path of a longer run is on the page of its numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Waterfall:
    """`encloses` maps a step to the last step inside it; `path` is None where the run is too long for it.

    `begins_ns` is the beginning of the run. `containers` are those that begin among the steps.
    """

    begins_ns: int
    encloses: Mapping[int, int]
    containers: tuple[SeenContainer, ...]
    tries: Mapping[int, tuple[Try, ...]]
    path: tuple[Segment, ...] | None


def read_waterfall(window: Window, headers: Sequence[StepHeader], *, most_on_path: int = MOST_ON_PATH) -> Waterfall:
    """What is revealed around these listed steps, of which there is at least one."""
    part, figures = part_of(window), window.work.figures
    first, last = headers[0].number, headers[-1].number
    found = figures.containers(part, first=first, limit=MOST_CONTAINERS)
    tried = [header.number for header in headers if header.tries > 1][:MOST_TRIED]
    return Waterfall(
        begins_ns=window.headers(1, 1)[0].started_ns,
        encloses=enclosing(window, [header.number for header in headers]),
        containers=window.seen(each for each in found if each.first <= last),
        tries={number: window.step(number).attempts for number in tried},
        path=critical_path(figures.times(part)) if window.frontier <= most_on_path else None,
    )
