"""The step list and the scrubber: one row and one tick a step, in a window around the step at hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.header import StepHeader
from app.pages.replay.step_names import title_of
from app.reading.window import Window

WINDOW = 120  # steps around the one at hand that the screen is told from: on the scrubber they can be told apart
LISTED = 60  # of them in the list: a tall display and as much again; each row makes every step slower to draw
NEAR = 12  # rows that the step itself is told from, where the list is in the reader's page already
MORE = 40  # rows that come when the end of the list comes into view
MAX_LANES = 5  # heights on the scrubber; further lanes share the last


class Bracket(StrEnum):
    """Where a row stands in its group of parallel steps."""

    NONE = "none"
    FIRST = "first"
    INSIDE = "inside"
    LAST = "last"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """A step of the list. `marks` are what the reader, or after the reveal the answer, put on it.

    The agent is named where it `agent_begins`; where it `agent_goes_on`, only because the list is cut above.
    """

    header: StepHeader
    href: str
    current: bool
    opened: bool
    bracket: Bracket
    lane: int
    marks: tuple["RowMark", ...] = ()
    agent_begins: bool = False
    agent_goes_on: bool = False

    @property
    def tries(self) -> str:
        """Where the tries are told that were folded into the step."""
        return f"{self.href.partition('?')[0]}/tries"

    @property
    def output(self) -> str:
        """The step's Output, which shows what each try brought."""
        return f"{self.href.partition('?')[0]}?tab=output"

    @property
    def said(self) -> str:
        """The row in words, for its tooltip and for the tick."""
        header = self.header
        marks = "".join(f", {mark.word}" for mark in self.marks)
        return f"Step {header.number}: {header.kind.value} {title_of(header)}{marks}"


@dataclass(frozen=True, slots=True)
class RowMark:
    """An icon and its word."""

    icon: str
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingMarks:
    """What a reader has done to the steps so far: which were opened, and what was put on which."""

    opened: frozenset[int] = frozenset()
    marks: Mapping[int, tuple[RowMark, ...]]


def window(number: int, *, frontier: int, size: int = WINDOW) -> tuple[int, int]:
    """The first and last step to list around `number`: as many as `size`, as centred as the ends allow."""
    first = max(1, min(number - size // 2, frontier - size + 1))
    return first, min(frontier, first + size - 1)


def listed(rows: Sequence[ListRow], size: int = LISTED) -> tuple[ListRow, ...]:
    """Of the rows of a window those nearest to the current one. The list begins with its agent's name."""
    current = next(index for index, row in enumerate(rows) if row.current)
    first = max(0, min(current - size // 2, len(rows) - size))
    head, *rest = rows[first : first + size]
    if first:
        head = replace(head, agent_begins=bool(head.header.agent), agent_goes_on=True)
    return head, *rest


def rows_between(
    run: Window, first: int, last: int, *, steps: str, query: str, reading: ReadingMarks
) -> tuple[ListRow, ...]:
    """Further rows of a list that is there already: at most MORE, and only what is revealed."""
    first, last = max(first, 1), min(last, first + MORE - 1)
    around = run.headers(first - 1, last + 1)  # what a row looks like depends on its neighbours
    rows = rows_of(around, current=0, steps=steps, query=query, reading=reading)
    return tuple(row for row in rows if first <= row.header.number <= last)


def rows_of(
    headers: Sequence[StepHeader], *, current: int, steps: str, query: str, reading: ReadingMarks
) -> tuple[ListRow, ...]:
    """The rows for these headers; `query` is what links keep, the tab."""
    groups = [header.parallel_group for header in headers]
    lanes = _lanes(headers)
    return tuple(
        ListRow(
            header=header,
            href=f"{steps}/{header.number}{query}",
            current=header.number == current,
            opened=header.number in reading.opened,
            bracket=_bracket(groups, index),
            lane=min(lanes[header.lane], MAX_LANES - 1),
            marks=reading.marks.get(header.number, ()),
            agent_begins=_begins(headers, index),
            agent_goes_on=index == 0 and header.number > 1,
        )
        for index, header in enumerate(headers)
    )


def _lanes(headers: Sequence[StepHeader]) -> dict[str, int]:
    """A height for each lane: the shallowest first, then in order of appearance."""
    depth: dict[str, int] = {}
    for header in headers:
        depth.setdefault(header.lane, header.depth)
    return {lane: index for index, lane in enumerate(sorted(depth, key=lambda lane: depth[lane]))}


def _begins(headers: Sequence[StepHeader], index: int) -> bool:
    header = headers[index]
    return bool(header.agent) and (index == 0 or headers[index - 1].lane != header.lane)


def _bracket(groups: Sequence[int | None], index: int) -> Bracket:
    group = groups[index]
    if group is None:
        return Bracket.NONE
    above = index > 0 and groups[index - 1] == group
    below = index + 1 < len(groups) and groups[index + 1] == group
    if above and below:
        return Bracket.INSIDE
    if above:
        return Bracket.LAST
    return Bracket.FIRST if below else Bracket.NONE
