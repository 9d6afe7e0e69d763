"""The rows that the list shows: those nearest to the step at hand, with what repeats folded into one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.header import Repetition, StepHeader
from app.domain.step import StepKind
from app.pages.replay.list import ListRow, ReadingMarks, rows_of
from app.reading.window import Window

LISTED = 60  # rows: a tall display and as much again; each row makes every step slower to draw
MORE = 40  # rows that come when the end of the list comes into view, and when a fold is opened
LEAST = 3  # times: fewer between two rows that stay are shown
BESIDE = 6  # steps before and after the one at hand that stay in sight: a few presses on, nothing moves yet
WALKED = 24  # the same once somebody walks on inside a fold: so many presses on, the list is fetched again
NAMED = 3  # names in a fold's title


class ListSide(StrEnum):
    """Where further rows come in."""

    BEFORE = "before"
    AFTER = "after"
    INSIDE = "inside"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFold:
    """Rows from step `first` to step `last` that are the same again and again. `row` is the first of them at hand."""

    first: int
    last: int
    times: int
    names: str
    kind: StepKind
    row: ListRow

    @property
    def current(self) -> bool:
        return False  # what is at hand is never folded

    @property
    def steps(self) -> str:
        return self.row.href.partition("?")[0].rpartition("/")[0]

    @property
    def source(self) -> str:
        """Where its rows are told."""
        return f"{self.steps}/rows/{self.first}/{self.last}?side=inside"

    @property
    def whole(self) -> str:
        """The page of its first step with nothing folded."""
        return f"{self.steps}/{self.first}?unfold=yes"


ListItem = ListRow | RowFold


@dataclass(frozen=True, slots=True, kw_only=True)
class RowContext:
    """What rows stand on: a run as far as it is revealed, where its steps are, and what stays in sight.

    Nothing is folded where `unfolded`, nor so many steps `beside` the one at hand.
    """

    window: Window
    steps: str
    query: str
    reading: ReadingMarks
    current: int = 0
    hits: tuple[int, ...] = ()
    unfolded: bool = False
    beside: int = BESIDE

    @property
    def kept(self) -> frozenset[int]:
        near = range(self.current - self.beside, self.current + self.beside + 1) if self.current else ()
        return frozenset([*near, *self.hits, *self.reading.marks])

    def rows(self, first: int, last: int) -> tuple[ListRow, ...]:
        """The rows of these steps; what a row looks like depends on its neighbours."""
        around = self.window.headers(first - 1, last + 1)
        found = rows_of(around, current=self.current, steps=self.steps, query=self.query, reading=self.reading)
        return tuple(row for row in found if first <= row.first <= last)


def listed(rows: Sequence[ListRow], context: RowContext, *, size: int = LISTED) -> tuple[ListItem, ...]:
    """Of the rows of a window those nearest to the current one, folded. The list begins with its agent's name."""
    items = tuple(_Folding(context, rows).items())
    current = next(index for index, item in enumerate(items) if item.current)
    first = max(0, min(current - size // 2, len(items) - size))
    head, *rest = items[first : first + size]
    return _agent_told(head), *rest


def _agent_told(head: ListItem) -> ListItem:
    if isinstance(head, RowFold):
        return replace(head, row=replace(head.row, agent_begins=bool(head.row.header.agent), agent_goes_on=True))
    if head.first == 1:
        return head
    return replace(head, agent_begins=bool(head.header.agent), agent_goes_on=True)


def more_rows(context: RowContext, first: int, last: int, *, side: ListSide) -> tuple[ListItem, ...]:
    """Further rows of a list that is there already, of at most MORE steps; what is folded there goes beyond them.

    Of a fold that was opened it is the rows INSIDE, and what is left is folded again.
    """
    match side:
        case ListSide.AFTER:
            rows = context.rows(first, min(last, first + MORE - 1))
            return tuple(_Folding(context, rows, begin=first).items())
        case ListSide.BEFORE:
            rows = context.rows(max(first, last - MORE + 1), last)
            return tuple(_Folding(context, rows, end=last).items())
        case ListSide.INSIDE:
            end = min(last, first + MORE - 1)
            rest = context.rows(end + 1, min(last, end + MORE))
            return *context.rows(first, end), *_Folding(context, rest, begin=end + 1, end=last).items()


class _Folding:
    """Puts one row in the place of so many that are alike. It may tell of steps beyond the rows, up to two bounds."""

    def __init__(
        self, context: RowContext, rows: Sequence[ListRow], *, begin: int = 1, end: int | None = None
    ) -> None:
        self._context, self._rows = context, rows
        self._begin, self._end = begin, context.window.frontier if end is None else end
        self._kept = sorted(context.kept)

    def items(self) -> Iterator[ListItem]:
        told = 0
        for row in self._rows:
            if row.first <= told:
                continue
            part = None if self._context.unfolded else row.header.repetition
            item = row if part is None else self._item(row, part)
            told = item.last
            yield item

    def _item(self, row: ListRow, part: Repetition) -> ListItem:
        """What stands for a row of a repetition: a fold from one place of it to another, else the row itself."""
        place = (row.first - part.first) // part.size
        kept = [(each - part.first) // part.size for each in self._kept if part.first <= each <= part.last]
        low = max([-((part.first - self._begin) // part.size), 0, *(each + 1 for each in kept if each < place)])
        high = min(
            [
                (self._end - part.first + 1) // part.size - 1,
                part.times - 1,
                *(each - 1 for each in kept if each > place),
            ]
        )
        if place in kept or not low <= place <= high or high - low + 1 < LEAST:
            return row
        first = part.first + low * part.size
        return self._fold(row, Repetition(first, part.first + (high + 1) * part.size - 1, part.size))

    def _fold(self, row: ListRow, part: Repetition) -> RowFold:
        unit = self._unit(part)
        called = [header for header in unit if header.kind is not StepKind.MODEL and header.outer is None] or unit
        names = list(dict.fromkeys(header.name for header in called))
        more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
        return RowFold(
            first=part.first,
            last=part.last,
            times=part.times,
            names=", ".join(names[:NAMED]) + more,
            kind=called[0].kind,
            row=row,
        )

    def _unit(self, part: Repetition) -> Sequence[StepHeader]:
        """The headers of what is repeated: every time has the same names."""
        if self._rows[0].first <= part.first and part.first + part.size - 1 <= self._rows[-1].last:
            return [row.header for row in self._rows if part.first <= row.first < part.first + part.size]
        return self._context.window.headers_at(range(part.first, part.first + part.size))
