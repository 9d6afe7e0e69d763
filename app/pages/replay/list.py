"""The step list and the scrubber: one row and one tick a call, in a window around the step at hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.header import StepHeader
from app.pages.replay.step_names import title_of

WINDOW = 120  # steps around the one at hand that the screen is told from: on the scrubber they can be told apart
NEAR = 12  # rows that the step itself is told from, where the list is in the reader's page already
MAX_LANES = 5  # heights on the scrubber; further lanes share the last


class Bracket(StrEnum):
    """Where a row stands in its group of parallel steps."""

    NONE = "none"
    FIRST = "first"
    INSIDE = "inside"
    LAST = "last"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """A call of the list: a step, and `inner` where it consists of an access that has a number too.

    `marks` are what the reader, or after the reveal the answer, put on either. The agent is named where it
    `agent_begins`; where it `agent_goes_on`, only because the list is cut above.
    """

    header: StepHeader
    inner: StepHeader | None = None
    href: str
    current: bool
    opened: bool
    bracket: Bracket
    lane: int
    marks: tuple["RowMark", ...] = ()
    agent_begins: bool = False
    agent_goes_on: bool = False

    @property
    def first(self) -> int:
        return self.header.number

    @property
    def last(self) -> int:
        return self.inner.number if self.inner else self.header.number

    @property
    def inner_href(self) -> str:
        steps, _, query = self.href.partition("?")
        return f"{steps.rpartition('/')[0]}/{self.last}{'?' if query else ''}{query}"

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
        number = f"{header.number} with {self.last}" if self.inner else str(header.number)
        return f"Step {number}: {header.kind.value} {title_of(header)}{marks}"


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

    def marks_on(self, *numbers: int) -> tuple[RowMark, ...]:
        """What was put on a call, by the numbers of its steps."""
        return tuple(dict.fromkeys(mark for number in numbers for mark in self.marks.get(number, ())))


def window(number: int, *, frontier: int, size: int = WINDOW) -> tuple[int, int]:
    """The first and last step to list around `number`: as many as `size`, as centred as the ends allow."""
    first = max(1, min(number - size // 2, frontier - size + 1))
    return first, min(frontier, first + size - 1)


def rows_of(
    headers: Sequence[StepHeader], *, current: int, steps: str, query: str, reading: ReadingMarks
) -> tuple[ListRow, ...]:
    """The rows for these headers; `query` is what links keep, the tab.

    An access whose call is among them is told with it; one whose call lies before them stands alone.
    """
    numbers = {header.number: header for header in headers}
    calls = [header for header in headers if header.outer not in numbers]
    groups = [header.parallel_group for header in calls]
    lanes = _lanes(calls)
    return tuple(
        ListRow(
            header=header,
            inner=(inner := numbers.get(header.inner or 0)),
            href=f"{steps}/{header.number}{query}",
            current=current in (both := _numbers(header, inner)),
            opened=not reading.opened.isdisjoint(both),
            bracket=_bracket(groups, index),
            lane=min(lanes[header.lane], MAX_LANES - 1),
            marks=reading.marks_on(*both),
            agent_begins=_begins(calls, index),
            agent_goes_on=index == 0 and header.number > 1,
        )
        for index, header in enumerate(calls)
    )


def _numbers(header: StepHeader, inner: StepHeader | None) -> tuple[int, ...]:
    return (header.number, inner.number) if inner else (header.number,)


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
