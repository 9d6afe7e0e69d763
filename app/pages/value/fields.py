"""Two values compared field by field for the page, or word by word where they have no fields."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.json import JSON, canonical, indented
from app.pages.value.text import DiffSegment, stretches
from app.replay.value_diff import ValueChange, ValueMark, value_diff
from app.replay.words import WordMark, WordPiece, bounded_word_diff

MOST_LINES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldLine:
    """One changed field: its path, empty for the value itself; how it changed; its words before and after.

    The line with the mark `more` stands for so many that are left out.
    """

    path: str
    mark: str
    stretches: tuple[DiffSegment, ...]
    more: int = 0


def field_lines(before: JSON, after: JSON) -> tuple[FieldLine, ...]:
    """A line for each field that differs, at most MOST_LINES and one for the rest; none where the two are equal."""
    return change_lines(value_diff(before, after))


def change_lines(changes: Sequence[ValueChange]) -> tuple[FieldLine, ...]:
    """A line for each change, in the same order and within the same bound."""
    rest = len(changes) - MOST_LINES
    more = (FieldLine(path="", mark="more", stretches=(), more=rest),) if rest > 0 else ()
    return (*map(_line, changes[:MOST_LINES]), *more)


def compared(before: str, after: str) -> tuple[DiffSegment, ...]:
    """The words of two texts compared."""
    return stretches(bounded_word_diff(before, after))


def _line(change: ValueChange) -> FieldLine:
    if change.mark is ValueMark.CAME:
        pieces = stretches((WordPiece(WordMark.ENTERED, _text(change.after)),))
    elif change.mark is ValueMark.WENT:
        pieces = stretches((WordPiece(WordMark.LEFT, _text(change.before)),))
    elif change.mark is ValueMark.MOVED:
        pieces = stretches((WordPiece(WordMark.SAME, f"from place {change.before} to {change.after}"),))
    else:
        pieces = compared(_text(change.before), _text(change.after))
    return FieldLine(path=change.path, mark=change.mark.value, stretches=pieces)


def _text(value: JSON) -> str:
    """A text as it is, a small value on one line, a larger one indented."""
    if isinstance(value, str):
        return value
    line = canonical(value)
    return line if len(line) <= 120 else indented(value)
