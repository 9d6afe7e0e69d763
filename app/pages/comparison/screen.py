"""Two arms side by side: the aligned list, the timeline over both, and the pair of steps at hand."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.answer import Answer
from app.domain.diagnosis import Diagnosis
from app.domain.header import StepHeader
from app.pages.comparison.difference import SidesCompared, StepDifference, difference_of
from app.pages.comparison.scrubber import ComparisonScrubber, row_marks, timeline
from app.pages.replay.delta import DeltaView, delta_view
from app.pages.replay.list import RowMark
from app.pages.replay.list_folds import LISTED
from app.pages.reveal.reading_overlay import ReadingHistory, StepOverlay, looks
from app.pages.reveal.steps import MarkedStep, marked_steps
from app.practice.compare_arms import ArmComparison, StepPair
from app.reading.window import StepView
from app.replay.aligned_calls import AlignedCall
from app.replay.alignment import RowRelation
from app.replay.noise import Noise

FILTERS = {
    "all": frozenset(RowRelation),
    "matched": frozenset({RowRelation.MATCHED, RowRelation.REPEATED}),
    "changed": frozenset({RowRelation.CHANGED}),
    "only-this": frozenset({RowRelation.ONLY_LEFT}),
    "only-other": frozenset({RowRelation.ONLY_RIGHT}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonRow:
    """A call of the comparison: the step of either run, and how they relate. `place` counts from 1.

    `look` is what the reader did with the call; None where it does not matter. `accesses` are the numbers of the
    steps that the call consists of beside its own, of the run that was read.
    """

    place: int
    left: StepHeader | None
    right: StepHeader | None
    row: AlignedCall
    marks: tuple[RowMark, ...] = ()
    look: StepOverlay | None = None
    why: tuple[str, ...] = ()

    @property
    def accesses(self) -> tuple[int, ...]:
        return tuple(step for step in self.row.lefts if step != self.row.left)

    @property
    def header(self) -> StepHeader:
        found = self.left or self.right
        assert found is not None, "a row has a step on one side at least"
        return found

    @property
    def relation(self) -> str:
        return self.row.relation.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One step of the pair, with the names that the Delta's template knows. `side` keeps its ids apart."""

    side: str
    steps: str
    view: StepView
    content: DeltaView
    neutral: bool = True

    @property
    def number(self) -> int:
        return self.view.step.number

    def at(self, number: int) -> str:
        return f"{self.steps}/{number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PairDifference:
    """The steps of a row, None where a run has none, and what is unlike in them."""

    left: Side | None
    right: Side | None
    difference: StepDifference


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonScreen:
    """`listed` is a window of the rows that pass the filter; `more` is how many others pass before and after it.

    `accesses` are what the call at hand consists of, where that differs.
    """

    rows: tuple[AlignedCall, ...]
    line: ComparisonRow
    listed: tuple[ComparisonRow, ...]
    more: tuple[int, int]
    counts: Mapping[str, int]
    scrubber: ComparisonScrubber
    left: Side | None
    right: Side | None
    difference: StepDifference
    accesses: tuple[PairDifference, ...] = ()

    @property
    def place(self) -> int:
        return self.line.place

    @property
    def next_difference(self) -> int | None:
        later = range(self.place, len(self.rows))
        return next((index + 1 for index in later if self.rows[index].is_difference), None)

    @property
    def previous_difference(self) -> int | None:
        earlier = range(self.place - 2, -1, -1)
        return next((index + 1 for index in earlier if self.rows[index].is_difference), None)


def comparison_screen(
    found: ArmComparison, *, place: int, answer: Answer, only: str = "all", gone: ReadingHistory | None = None
) -> ComparisonScreen:
    """The screen of one row; `only` is a key of FILTERS. Raises NotFound past the last row."""
    here = f"/attempts/{found.attempt.id}"
    pair, *inside = found.pairs(place)
    said = found.attempt.submitted or Diagnosis()
    story = {step.number: step for step in marked_steps(answer, said)}
    done = looks(answer, said, gone or ReadingHistory())
    rows = found.calls.rows
    passing = [number for number, row in enumerate(rows, start=1) if row.relation in FILTERS[only]]
    first, last = _window(passing, place)
    lines = _lines(found, {*passing[first:last], place}, story=story, done=done)
    sides = _Sides(this=f"{here}/steps", other=f"{here}/arms/{found.arm}/steps", noise=found.alignment.noise)
    call = sides.of(pair)
    return ComparisonScreen(
        rows=rows,
        line=lines[place],
        listed=tuple(lines[number] for number in passing[first:last]),
        more=(first, len(passing) - last),
        counts=_counts(rows),
        scrubber=timeline(rows, answer=answer, story=story, looks=done, place=place),
        left=call.left,
        right=call.right,
        difference=call.difference,
        accesses=tuple(sides.of(access) for access in inside if access.row.is_difference),
    )


def _window(passing: Sequence[int], place: int) -> tuple[int, int]:
    """Where the listed part of the passing rows begins and ends: around the row at hand."""
    first = max(0, min(bisect_left(passing, place) - LISTED // 2, len(passing) - LISTED))
    return first, first + len(passing[first : first + LISTED])


def _lines(
    found: ArmComparison, places: set[int], *, story: Mapping[int, MarkedStep], done: Mapping[int, StepOverlay]
) -> dict[int, ComparisonRow]:
    wanted = sorted(places)
    rows = found.calls.rows
    shown, other = found.headers(rows[number - 1] for number in wanted)
    lines = {}
    for number in wanted:
        row = rows[number - 1]
        step = next((story[each] for each in row.lefts if each in story), None)
        lines[number] = ComparisonRow(
            place=number,
            left=shown.get(row.left or 0),
            right=other.get(row.right or 0),
            row=row,
            marks=row_marks(step) if step else (),
            look=next((done[each] for each in row.lefts if each in done), None),
            why=step.why if step else (),
        )
    return lines


def _counts(rows: Sequence[AlignedCall]) -> dict[str, int]:
    """How many rows pass each filter."""
    counted = Counter(row.relation for row in rows)
    return {name: sum(counted[relation] for relation in relations) for name, relations in FILTERS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sides:
    """Where the steps of both runs stand, and what means nothing between them."""

    this: str
    other: str
    noise: Noise

    def of(self, pair: StepPair) -> PairDifference:
        """The steps of a row as sides, and what is unlike in them."""
        left, right = _side("this", pair.shown, self.this), _side("other", pair.other, self.other)
        if left is None or right is None:
            return PairDifference(left=left, right=right, difference=StepDifference())
        sides = SidesCompared(
            shown=left.view,
            other=right.view,
            shown_at=f"{left.at(left.number)}/content",
            other_at=f"{right.at(right.number)}/content",
            row=pair.row,
            noise=self.noise,
        )
        return PairDifference(left=left, right=right, difference=difference_of(sides))


def _side(side: str, view: StepView | None, steps: str) -> Side | None:
    if view is None:
        return None
    return Side(side=side, steps=steps, view=view, content=delta_view(view, steps=steps))
