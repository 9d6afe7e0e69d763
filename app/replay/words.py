"""Word diff inside a changed pair of texts."""

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from app.replay.sequence import common, gaps

MOST_COMPARED = 60_000  # characters of both texts together that are compared word by word
_WORDS = re.compile(r"\w+|\s+|[^\w\s]")


class WordMark(StrEnum):
    SAME = "same"
    LEFT = "left"
    ENTERED = "entered"


@dataclass(frozen=True, slots=True)
class WordPiece:
    """A stretch of text that stayed, left or entered."""

    mark: WordMark
    text: str


def bounded_word_diff(before: str, after: str) -> tuple[WordPiece, ...]:
    """The words compared; of texts too long for that, the one and the other."""
    if len(before) + len(after) <= MOST_COMPARED:
        return word_diff(before, after)
    whole = WordPiece(WordMark.LEFT, before), WordPiece(WordMark.ENTERED, after)
    return tuple(piece for piece in whole if piece.text)


def word_diff(before: str, after: str) -> tuple[WordPiece, ...]:
    """Pieces in reading order. SAME and LEFT joined give `before`; SAME and ENTERED joined give `after`."""
    ours, theirs = _WORDS.findall(before), _WORDS.findall(after)
    pairs = common(ours, theirs)
    pieces: list[WordPiece] = []
    i = 0
    for removed, added in gaps(_without_islands(pairs, ours, len(theirs)), before=len(ours), after=len(theirs)):
        pieces.append(WordPiece(WordMark.SAME, "".join(ours[i : removed.start])))
        pieces.append(WordPiece(WordMark.LEFT, "".join(ours[removed])))
        pieces.append(WordPiece(WordMark.ENTERED, "".join(theirs[added])))
        i = removed.stop
    pieces.append(WordPiece(WordMark.SAME, "".join(ours[i:])))
    return tuple(piece for piece in pieces if piece.text)


def _without_islands(pairs: list[tuple[int, int]], words: list[str], after: int) -> list[tuple[int, int]]:
    """Drop matched stretches of white space or punctuation alone between two changes: they only chop the text."""
    runs = [[pair for _, pair in group] for _, group in groupby(enumerate(pairs), key=_diagonal)]
    last = (len(words), after)
    return [pair for run in runs if _stands(run, words, last) for pair in run]


def _diagonal(entry: tuple[int, tuple[int, int]]) -> tuple[int, int]:
    """Equal for pairs that follow each other without a gap on either side."""
    index, (i, j) = entry
    return i - index, j - index


def _stands(run: list[tuple[int, int]], words: list[str], last: tuple[int, int]) -> bool:
    at_edge = run[0] == (0, 0) or (run[-1][0] + 1, run[-1][1] + 1) == last
    return at_edge or any(words[i][0].isalnum() for i, _ in run)
