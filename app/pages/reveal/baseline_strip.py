"""The strip that sets a total beside the trivial guesses: where each dot lies."""

from collections.abc import Sequence
from dataclasses import dataclass

LEFT, WIDTH = 2.0, 96.0  # percent of the strip; the rest is room for the outermost dots
LOWEST, RISE = 7, 9  # pixels: how far the lowest dot of a pile lies above the axis, and the next above it
MARK, WORD = 20, 16  # pixels: the least height of the reader's own mark, and the word over it
BESIDE = 3.0  # percent of the strip: dots nearer than this to the mark would touch its word
NEAR = 2.5  # points; dots closer than this would cover each other
TICKS = (0, 25, 50, 75, 100)


@dataclass(frozen=True, slots=True)
class Dot:
    """A guess: `x` in percent of the strip's width, `above` the axis in pixels."""

    x: float
    above: int


@dataclass(frozen=True, slots=True)
class StripTick:
    x: float
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """All that is drawn: `floor` is the axis, in pixels from the top; `you` in percent of the width.

    The reader's mark is `tall` pixels high, so that its word stands above the dots beside it.
    """

    dots: tuple[Dot, ...]
    ticks: tuple[StripTick, ...]
    you: float
    tall: int
    floor: int
    lowest: float
    highest: float


def strip(total: float, guesses: Sequence[float]) -> Strip:
    """The reader's total among those of the guesses, all from 0 to 100."""
    dots = pile(guesses)
    beside = [dot.above + LOWEST for dot in dots if abs(dot.x - place(total)) < BESIDE]
    tall = max([MARK, *beside])
    return Strip(
        dots=dots,
        ticks=tuple(StripTick(place(tick), tick) for tick in TICKS),
        you=place(total),
        tall=tall,
        floor=max([tall + WORD, *(dot.above + LOWEST for dot in dots)]),
        lowest=min(guesses, default=0),
        highest=max(guesses, default=0),
    )


def place(total: float) -> float:
    """Where a total lies, in percent of the strip's width."""
    return round(LEFT + total / 100 * WIDTH, 2)


def pile(totals: Sequence[float]) -> tuple[Dot, ...]:
    """One dot a total, piled up where they would cover each other; from left to right."""
    dots: list[Dot] = []
    foot, height = -NEAR, 0
    for total in sorted(totals):
        if total - foot < NEAR:
            height += 1
        else:
            foot, height = total, 0
        dots.append(Dot(place(foot), LOWEST + height * RISE))
    return tuple(dots)
