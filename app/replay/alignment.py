"""Two runs side by side: which steps correspond, and where they first differ."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.step import Run
from app.replay.divergence import Moment, endings, known_at
from app.replay.likeness import GIVEN, StepComparer
from app.replay.pairing import pairs


class RowRelation(StrEnum):
    MATCHED = "matched"
    CHANGED = "changed"
    ONLY_LEFT = "only left"
    ONLY_RIGHT = "only right"


@dataclass(frozen=True, slots=True)
class AlignmentRow:
    """A step of each run, or a gap on one side. `differs` names what is unlike: arguments, result, context, ..."""

    left: int | None
    right: int | None
    differs: tuple[str, ...] = ()

    @property
    def relation(self) -> RowRelation:
        if self.left is None:
            return RowRelation.ONLY_RIGHT
        if self.right is None:
            return RowRelation.ONLY_LEFT
        return RowRelation.CHANGED if self.differs else RowRelation.MATCHED

    @property
    def acted_otherwise(self) -> bool:
        """Whether more differs than what the step was given."""
        return self.relation is not RowRelation.MATCHED and not (self.differs and set(self.differs) <= set(GIVEN))


@dataclass(frozen=True, slots=True)
class Alignment:
    """All rows in order. The indices are of the row whose difference came about first; None for runs that agree.

    `first_divergence` counts every difference. `first_act` leaves out steps that were only given something else,
    as under a changed prompt: it is where one of the runs first did or got something that the other did not.
    """

    rows: tuple[AlignmentRow, ...]
    first_divergence: int | None = None
    first_act: int | None = None


def align(left: Run, right: Run) -> Alignment:
    """Pair the steps of two runs in order.

    Steps correspond by (kind, tool, argument shape, lane), in the longest common order; what is left between
    two correspondences is paired by (kind, tool, lane) alone, so that a call with one argument less stays a pair.
    """
    alike = StepComparer(left, right)
    rows = tuple(_rows(pairs(alike.likenesses(left), alike.likenesses(right)), left, right, alike))
    moments = _moments(rows, left, right)
    return Alignment(
        rows,
        first_divergence=_first(rows, moments, lambda row: row.relation is not RowRelation.MATCHED),
        first_act=_first(rows, moments, lambda row: row.acted_otherwise),
    )


def _rows(found: Iterable[tuple[int, int]], left: Run, right: Run, alike: StepComparer) -> Iterable[AlignmentRow]:
    i = j = 0
    for next_i, next_j in [*found, (len(left.steps), len(right.steps))]:
        yield from (AlignmentRow(number + 1, None) for number in range(i, next_i))
        yield from (AlignmentRow(None, number + 1) for number in range(j, next_j))
        if next_i < len(left.steps):
            yield AlignmentRow(next_i + 1, next_j + 1, alike.differences(next_i + 1, next_j + 1))
        i, j = next_i + 1, next_j + 1


def _moments(rows: Sequence[AlignmentRow], left: Run, right: Run) -> list[Moment]:
    """When the difference in each row came about; in a matched row, when it would have."""
    ends = [place for place, _ in enumerate(rows)]
    for numbers, last in (([row.left for row in rows], endings(left)), ([row.right for row in rows], endings(right))):
        places = {number: place for place, number in enumerate(numbers)}
        for number, inner in last.items():
            ends[places[number]] = max(ends[places[number]], places[inner])
    return [known_at(place, row.differs, closes=ends[place]) for place, row in enumerate(rows)]


def _first(
    rows: Sequence[AlignmentRow], moments: Sequence[Moment], fits: Callable[[AlignmentRow], bool]
) -> int | None:
    return min((place for place, row in enumerate(rows) if fits(row)), key=lambda place: moments[place], default=None)
