"""The one passage in which two corresponding steps differ, with a few words round it."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import takewhile

from app.domain.json import JSON, text_of
from app.domain.step import Step
from app.replay.aspects import aspect_values, context_between, message_value, told_anew
from app.replay.context_diff import ContextDiff, MessagePool
from app.replay.noise import Noise
from app.replay.value_diff import ValueChange, ValueMark, value_diff
from app.replay.words import WordMark, WordPiece, bounded_word_diff

AROUND = 80  # characters of the same text kept on either side
NO_NOISE = Noise()
LONGEST = 400  # characters of a passage on one side: what a reader may pin as proof

_TOLD = frozenset({ValueMark.CHANGED, ValueMark.CAME, ValueMark.WENT})  # of the rest the words are the same


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferingPassage:
    """`aspect` is what differs, in the words of the comparison; `path` the field, empty for a text of its own.

    `pieces` in reading order: what both sides say, what only the one before says (LEFT) and only the one after
    (ENTERED). `more` counts the other differences of this aspect.
    """

    aspect: str
    path: str
    pieces: tuple[WordPiece, ...]
    more: int = 0

    @property
    def before(self) -> str:
        """The passage as the step before says it."""
        return "".join(piece.text for piece in self.pieces if piece.mark is not WordMark.ENTERED)

    @property
    def after(self) -> str:
        return "".join(piece.text for piece in self.pieces if piece.mark is not WordMark.LEFT)


@dataclass(frozen=True, slots=True)
class _Texts:
    """One difference as two texts, and what of reading it comes first."""

    path: str
    before: str
    after: str
    rank: int


def differing_passage(
    before: Step,
    after: Step,
    aspects: Sequence[str],
    pool: MessagePool,
    *,
    noise: Noise = NO_NOISE,
    news: AbstractSet[str] | None = None,
) -> DifferingPassage | None:
    """The passage that tells most about the first of the aspects in which the two steps differ.

    Prose stands for the record that it is part of: of a document in another version its words, not its score.
    The pool holds the messages and tools of both steps; `noise` and `news` leave out what means nothing and what of
    the contexts was told by an earlier row (`AlignmentRow.news`). None where nothing but an order differs.
    """
    for aspect in aspects:
        if aspect == "context":
            found = list(_of_context(context_between(before, after, pool), noise, news))
        else:
            values = aspect_values(before, after, aspect, pool)
            found = list(_of_changes(*values, noise, result=values[1] if aspect == "result" else None))
        if found:
            first = min(found, key=lambda texts: texts.rank)
            pieces = _passage(bounded_word_diff(first.before, first.after))
            return DifferingPassage(aspect=aspect, path=first.path, pieces=pieces, more=len(found) - 1)
    return None


def rank(change: ValueChange) -> int:
    """What a reader sees first of several changes: prose, then what came or went, then figures, then an order."""
    match change.mark:
        case ValueMark.CHANGED:
            prose = any(isinstance(side, str) and " " in side.strip() for side in (change.before, change.after))
            return 0 if prose else 2
        case ValueMark.CAME | ValueMark.WENT:
            return 1
        case _:
            return 3


def _of_context(diff: ContextDiff, noise: Noise, news: AbstractSet[str] | None) -> Iterator[_Texts]:
    new = diff if news is None else told_anew(diff, news)
    for changed in new.changed:
        ours, theirs = message_value(changed.before.message), message_value(changed.after.message)
        for texts in _of_changes(ours, theirs, noise, result=theirs):
            yield replace(texts, path=f"{changed.after.message.role} message {texts.path}".rstrip())
    for item in new.left:
        yield _Texts(f"{item.message.role} message", text_of(message_value(item.message)), "", 1)
    for item in new.entered:
        yield _Texts(f"{item.message.role} message", "", text_of(message_value(item.message)), 1)


def _of_changes(before: JSON, after: JSON, noise: Noise, *, result: JSON) -> Iterator[_Texts]:
    changes = value_diff(before, after, renamed=noise.renamed)
    nothing = noise.of(changes, result=result)
    for change in changes:
        if change.mark in _TOLD and change not in nothing:
            went, came = change.mark is ValueMark.WENT, change.mark is ValueMark.CAME
            ours, theirs = "" if came else text_of(change.before), "" if went else text_of(change.after)
            yield _Texts(change.path, ours, theirs, rank(change))


def _passage(pieces: Sequence[WordPiece]) -> tuple[WordPiece, ...]:
    """The stretch of at most LONGEST characters in which most differs, with the words round it."""
    places = [place for place, piece in enumerate(pieces) if piece.mark is not WordMark.SAME]
    starts = [place for place in places if place - 1 not in places]
    ends = [place + 1 for place in places if place + 1 not in places]
    stretches = [(start, _end(pieces, start, [end for end in ends if end > start])) for start in starts]
    start, end = max(stretches, key=lambda stretch: _weight(pieces[slice(*stretch)]))
    lead, tail = (pieces[place].text if 0 <= place < len(pieces) else "" for place in (start - 1, end))
    cut = [WordPiece(piece.mark, _cut(piece.text)) for piece in pieces[start:end]]
    around = (WordPiece(WordMark.SAME, _last_words(lead)), *cut, WordPiece(WordMark.SAME, _first_words(tail)))
    return tuple(piece for piece in around if piece.text)


def _end(pieces: Sequence[WordPiece], start: int, ends: Sequence[int]) -> int:
    """The last of the ends up to which either side still fits; the first in any case."""
    fitting = takewhile(lambda end: max(_sizes(pieces[start:end])) <= LONGEST, ends)
    return max(fitting, default=ends[0])


def _sizes(stretch: Sequence[WordPiece]) -> tuple[int, int]:
    """Characters on either side."""
    lengths = [(piece.mark, len(piece.text)) for piece in stretch]
    before = sum(length for mark, length in lengths if mark is not WordMark.ENTERED)
    return before, sum(length for mark, length in lengths if mark is not WordMark.LEFT)


def _weight(stretch: Sequence[WordPiece]) -> int:
    return sum(len(piece.text) for piece in stretch if piece.mark is not WordMark.SAME)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _last_words(text: str) -> str:
    if len(text) <= AROUND:
        return text
    kept = text[-AROUND:]
    return f"…{kept[kept.find(' ', 0, AROUND // 2) + 1 :]}"


def _first_words(text: str) -> str:
    if len(text) <= AROUND:
        return text
    end = text.rfind(" ", AROUND // 2, AROUND)
    return f"{text[: end if end > 0 else AROUND]}…"
