"""The timeline of two aligned runs: a column a row, the causal chain drawn over it, what the reader did under it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from app.domain.answer import Answer
from app.pages.replay.list import RowMark
from app.pages.reveal.reading_overlay import StepOverlay
from app.pages.reveal.steps import MarkedStep
from app.replay.aligned_calls import AlignedCall

MOST_COLUMNS = 160  # ten pixels each at 1600; of longer runs a column stands for neighbouring rows
WIDE = 10  # pixels; narrower columns could neither be told apart nor hit
ARC, LEAST, RISE = 20, 9, 2  # pixels: the height for arcs, that of the flattest, and more for each column spanned
HALF = 0.5  # a column's middle


@dataclass(frozen=True, slots=True, kw_only=True)
class ScrubberColumn:
    """Neighbouring rows, in most comparisons one. `target` is the row that the column leads to."""

    index: int
    first: int
    last: int
    target: int
    relation: str
    left: bool
    right: bool
    differing: int
    current: bool

    @property
    def rows(self) -> str:
        return f"Row {self.first}" if self.first == self.last else f"Rows {self.first} to {self.last}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScrubberIcon:
    """An icon over or under the lanes. `x` is percent of the width; `row` is the row that it stands for."""

    x: float
    row: int
    icon: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainLink:
    """One step of the causal chain, in words: the text of what the arcs draw."""

    step: int
    row: int
    icon: str
    word: str


Sign = TypeVar("Sign", ScrubberIcon, ChainLink)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonScrubber:
    """All that is drawn. `arcs` are paths in a box as wide as there are columns and ARC high."""

    columns: tuple[ScrubberColumn, ...]
    arcs: tuple[str, ...]
    story: tuple[ScrubberIcon, ...]
    reading: tuple[ScrubberIcon, ...]
    chain: tuple[ChainLink, ...]

    @property
    def least_width(self) -> int:
        return len(self.columns) * WIDE


def timeline(
    rows: Sequence[AlignedCall],
    *,
    answer: Answer,
    story: Mapping[int, MarkedStep],
    looks: Mapping[int, StepOverlay],
    place: int = 0,
) -> ComparisonScrubber:
    """The timeline of a run that was read and another arm, with all that the key says; `place` is the row at hand."""
    return scrubber(
        rows,
        place=place,
        chain=(*answer.root, *answer.chain, *answer.symptom),
        parts={number: row_marks(step) for number, step in story.items()},
        looks=looks,
    )


def row_marks(step: MarkedStep) -> tuple[RowMark, ...]:
    """The parts that a step played, as marks."""
    return tuple(RowMark(part.mark, part.words) for part in step.parts)


def scrubber(
    rows: Sequence[AlignedCall],
    *,
    place: int,
    chain: Sequence[int],
    parts: Mapping[int, tuple[RowMark, ...]],
    looks: Mapping[int, StepOverlay],
) -> ComparisonScrubber:
    """`chain` are steps of the run that was read, from cause to symptom; `parts` is what each step was in it."""
    width = min(len(rows), MOST_COLUMNS)
    at = {step: number for number, row in enumerate(rows, start=1) for step in row.lefts}
    middles = {number: _column(number, len(rows), width) + HALF for number in at.values()}
    linked = list(dict.fromkeys(at[step] for step in sorted(set(chain)) if step in at))

    def sign(step: int, icon: str, said: str) -> ScrubberIcon:
        return ScrubberIcon(x=round(100 * middles[at[step]] / width, 2), row=at[step], icon=icon, said=said)

    return ComparisonScrubber(
        columns=_columns(rows, width, place),
        arcs=tuple(_arc(middles[one], middles[other]) for one, other in pairwise(linked)),
        story=_once(
            sign(step, marks[0].icon, f"Step {step}: {', '.join(mark.word for mark in marks)}")
            for step, marks in parts.items()
            if step in at and marks
        ),
        reading=_once(
            sign(step, look.icon, f"Step {step}: {look.word}") for step, look in looks.items() if step in at
        ),
        chain=_once(
            ChainLink(step=step, row=at[step], icon=parts[step][0].icon, word=parts[step][0].word)
            for step in sorted(set(chain))
            if step in at and parts.get(step)
        ),
    )


def _once(signs: Iterable[Sign]) -> tuple[Sign, ...]:
    """Of a call and its access one sign of each kind: they stand at one place."""
    found: dict[tuple[int, str], Sign] = {}
    for each in signs:
        found.setdefault((each.row, each.icon), each)
    return tuple(found.values())


def _column(number: int, rows: int, width: int) -> int:
    return (number - 1) * width // rows


def _columns(rows: Sequence[AlignedCall], width: int, place: int) -> tuple[ScrubberColumn, ...]:
    members: list[list[int]] = [[] for _ in range(width)]
    for number in range(1, len(rows) + 1):
        members[_column(number, len(rows), width)].append(number)
    return tuple(_made(index, numbers, rows, place) for index, numbers in enumerate(members))


def _made(index: int, numbers: Sequence[int], rows: Sequence[AlignedCall], place: int) -> ScrubberColumn:
    differing = [number for number in numbers if rows[number - 1].is_difference]
    target = differing[0] if differing else numbers[0]
    return ScrubberColumn(
        index=index,
        first=numbers[0],
        last=numbers[-1],
        target=target,
        relation=rows[target - 1].relation.value,
        left=any(rows[number - 1].left is not None for number in numbers),
        right=any(rows[number - 1].right is not None for number in numbers),
        differing=len(differing),
        current=place in range(numbers[0], numbers[-1] + 1),
    )


def _arc(one: float, other: float) -> str:
    """A link of the chain: the further it reaches, the higher it rises."""
    top = ARC - min(ARC - 1, LEAST + RISE * (other - one))
    return f"M{one:g} {ARC}C{one:g} {top:g} {other:g} {top:g} {other:g} {ARC}"
