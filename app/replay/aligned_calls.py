"""The rows of an alignment as a reader walks through them: a tool and the access that it consists of are one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.step import Run
from app.replay.alignment import Alignment, AlignmentRow, RowRelation


@dataclass(frozen=True, slots=True)
class AlignedCall:
    """A row, and those of the accesses that its steps consist of: on one side, on both, or two that do not match."""

    row: AlignmentRow
    accesses: tuple[AlignmentRow, ...] = ()

    @property
    def rows(self) -> tuple[AlignmentRow, ...]:
        return self.row, *self.accesses

    @property
    def left(self) -> int | None:
        return self.row.left

    @property
    def right(self) -> int | None:
        return self.row.right

    @property
    def lefts(self) -> tuple[int, ...]:
        """The steps of the run that was read."""
        return tuple(row.left for row in self.rows if row.left is not None)

    @property
    def tells(self) -> tuple[str, ...]:
        """What differs and is new, in the call or in its access."""
        return tuple(dict.fromkeys(aspect for row in self.rows for aspect in row.tells))

    @property
    def relation(self) -> RowRelation:
        """That of the rows where they agree; else the call differs, and be it in its access alone."""
        relations = {row.relation for row in self.rows}
        if len(relations) == 1:
            return self.row.relation
        return RowRelation.CHANGED if self.is_difference else RowRelation.REPEATED

    @property
    def is_difference(self) -> bool:
        return any(row.is_difference for row in self.rows)

    @property
    def acted_otherwise(self) -> bool:
        return any(row.acted_otherwise for row in self.rows)


@dataclass(frozen=True, slots=True)
class AlignedCalls:
    """All rows with their accesses, and those of them in which the runs first differ and first act otherwise."""

    rows: tuple[AlignedCall, ...]
    first_divergence: int | None = None
    first_act: int | None = None

    def places_of(self, rows: Iterable[AlignmentRow]) -> tuple[int, ...]:
        """The indices of the calls that these rows belong to, each once."""
        places = _places(self.rows)
        return tuple(dict.fromkeys(places[row] for row in rows))


def aligned_calls(alignment: Alignment, left: Run, right: Run) -> AlignedCalls:
    """The alignment of these runs, call by call."""
    rows = alignment.rows
    calls_of = _CallPlaces(left, [row.left for row in rows]), _CallPlaces(right, [row.right for row in rows])
    accesses: dict[int, list[AlignmentRow]] = {}
    for place, row in enumerate(rows):
        told_with = {call.of(step) for call, step in zip(calls_of, (row.left, row.right), strict=True) if step}
        found = told_with.pop() if len(told_with) == 1 else None
        accesses.setdefault(place if found is None else found, []).append(row)
    made = tuple(AlignedCall(found[0], tuple(found[1:])) for found in accesses.values())
    places = _places(made)
    first, act = (
        None if index is None else places[rows[index]] for index in (alignment.first_divergence, alignment.first_act)
    )
    return AlignedCalls(made, first_divergence=first, first_act=act)


def _places(calls: Iterable[AlignedCall]) -> dict[AlignmentRow, int]:
    return {row: place for place, call in enumerate(calls) for row in call.rows}


class _CallPlaces:
    """Where the calls of a run stand among the rows; `steps` are its steps in the rows' order."""

    def __init__(self, run: Run, steps: Sequence[int | None]) -> None:
        self._run = run
        self._places = {step: place for place, step in enumerate(steps) if step is not None}

    def of(self, step: int) -> int | None:
        """The row of the call that a step is the access of; None for any other step."""
        call = self._run.steps[step - 1].same_call
        return None if call is None or call > step else self._places[call]
