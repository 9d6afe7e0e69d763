"""Two runs side by side: which steps correspond, and where they first differ."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from app.domain.step import Run
from app.replay.divergence import Moment, endings, known_at
from app.replay.likeness import GIVEN, StepComparer
from app.replay.noise import Noise, noise_between
from app.replay.novelty import novelties
from app.replay.pairing import pairs


class RowRelation(StrEnum):
    MATCHED = "matched"
    CHANGED = "changed"
    REPEATED = "repeated"
    ONLY_LEFT = "only left"
    ONLY_RIGHT = "only right"


@dataclass(frozen=True, slots=True)
class AlignmentRow:
    """A step of each run, or a gap on one side. `differs` names what is unlike: arguments, result, context, ...

    Those of them that are `quiet` tell nothing new: they differ in ids and times, or repeat what differed before.
    `news` are the messages of either context, by their words, that do.
    """

    left: int | None
    right: int | None
    differs: tuple[str, ...] = ()
    quiet: tuple[str, ...] = ()
    news: frozenset[str] = field(default=frozenset(), compare=False)

    @property
    def tells(self) -> tuple[str, ...]:
        """What differs and is new."""
        return tuple(aspect for aspect in self.differs if aspect not in self.quiet)

    @property
    def relation(self) -> RowRelation:
        if self.left is None:
            return RowRelation.ONLY_RIGHT
        if self.right is None:
            return RowRelation.ONLY_LEFT
        if self.differs:
            return RowRelation.CHANGED if self.tells else RowRelation.REPEATED
        return RowRelation.MATCHED

    @property
    def is_difference(self) -> bool:
        """Whether the two runs differ here in something that no earlier row told."""
        return self.relation not in {RowRelation.MATCHED, RowRelation.REPEATED}

    @property
    def acted_otherwise(self) -> bool:
        """Whether more differs than what the step was given."""
        return self.is_difference and not (self.tells and set(self.tells) <= set(GIVEN))


@dataclass(frozen=True, slots=True)
class Alignment:
    """All rows in order. The indices are of the row whose difference came about first; None for runs that agree.

    `first_divergence` counts every difference. `first_act` leaves out steps that were only given something else,
    as under a changed prompt: it is where one of the runs first did or got something that the other did not.
    Rows that tell nothing new are neither. `noise` is what means nothing in a difference from right to left.
    """

    rows: tuple[AlignmentRow, ...]
    first_divergence: int | None = None
    first_act: int | None = None
    noise: Noise = field(default=Noise(), compare=False)


def align(left: Run, right: Run) -> Alignment:
    """Pair the steps of two runs in order.

    Steps correspond by (kind, tool, argument shape, lane), in the longest common order; what is left between
    two correspondences is paired by (kind, tool, lane) alone, so that a call with one argument less stays a pair.
    """
    alike = StepComparer(left, right)
    found = tuple(_rows(pairs(alike.likenesses(left), alike.likenesses(right)), left, right, alike))
    noise = noise_between(right, left, [(row.right, row.left) for row in found if row.left and row.right])
    compared = novelties(((row.left, row.right, row.differs) for row in found), left, right, noise)
    rows = tuple(replace(row, quiet=new.quiet, news=new.news) for row, new in zip(found, compared, strict=True))
    moments = _moments(rows, left, right)
    return Alignment(
        rows,
        first_divergence=_first(rows, moments, lambda row: row.is_difference),
        first_act=_first(rows, moments, lambda row: row.acted_otherwise),
        noise=noise,
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
    return [known_at(place, row.tells, closes=ends[place]) for place, row in enumerate(rows)]


def _first(
    rows: Sequence[AlignmentRow], moments: Sequence[Moment], fits: Callable[[AlignmentRow], bool]
) -> int | None:
    return min((place for place, row in enumerate(rows) if fits(row)), key=lambda place: moments[place], default=None)
