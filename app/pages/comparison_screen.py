"""Two arms side by side: the aligned list, and the pair of steps at hand."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.header import StepHeader
from app.pages.comparison_difference import Difference, differences_of
from app.pages.replay_delta import DeltaView, delta_view
from app.pages.replay_list import RowMark
from app.practice.compare_arms import Comparison
from app.practice.window import StepView
from app.replay.alignment import Relation, Row

FILTERS = {
    "all": frozenset(Relation),
    "matched": frozenset({Relation.MATCHED}),
    "changed": frozenset({Relation.CHANGED}),
    "only-this": frozenset({Relation.ONLY_LEFT}),
    "only-other": frozenset({Relation.ONLY_RIGHT}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of the alignment: the step of either run, and how they relate. `place` counts from 1."""

    place: int
    left: StepHeader | None
    right: StepHeader | None
    row: Row
    marks: tuple[RowMark, ...]

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
class ComparisonScreen:
    lines: tuple[Line, ...]
    listed: tuple[Line, ...]
    place: int
    left: Side | None
    right: Side | None
    differences: tuple[Difference, ...]

    @property
    def line(self) -> Line:
        return self.lines[self.place - 1]

    @property
    def next_difference(self) -> int | None:
        return next((line.place for line in self.lines[self.place :] if line.relation != "matched"), None)

    @property
    def previous_difference(self) -> int | None:
        before = reversed(self.lines[: self.place - 1])
        return next((line.place for line in before if line.relation != "matched"), None)


def comparison_screen(
    found: Comparison, *, place: int, only: str, marks: Mapping[int, tuple[RowMark, ...]]
) -> ComparisonScreen:
    """The screen of one row; `only` is a key of FILTERS."""
    here = f"/attempts/{found.sitting.id}"
    lines = _lines(found, marks)
    pair = found.pair(place)
    left = _side("this", pair.shown, f"{here}/steps")
    right = _side("other", pair.other, f"{here}/arms/{found.arm}/steps")
    return ComparisonScreen(
        lines=lines,
        listed=tuple(line for line in lines if line.row.relation in FILTERS[only]),
        place=place,
        left=left,
        right=right,
        differences=_differences(left, right, pair.row),
    )


def _lines(found: Comparison, marks: Mapping[int, tuple[RowMark, ...]]) -> tuple[Line, ...]:
    shown, other = found.headers()
    return tuple(
        Line(
            place=place,
            left=None if row.left is None else shown[row.left - 1],
            right=None if row.right is None else other[row.right - 1],
            row=row,
            marks=marks.get(row.left or 0, ()),
        )
        for place, row in enumerate(found.alignment.rows, start=1)
    )


def _side(side: str, view: StepView | None, steps: str) -> Side | None:
    if view is None:
        return None
    content = delta_view(view, steps=steps)
    return Side(side=side, steps=steps, view=view, content=content)


def _differences(left: Side | None, right: Side | None, row: Row) -> tuple[Difference, ...]:
    if left is None or right is None:
        return ()
    return differences_of(
        left.view,
        right.view,
        row.differs,
        shown_at=f"{left.at(left.number)}/content",
        other_at=f"{right.at(right.number)}/content",
    )
