"""The one passage in which two corresponding steps differ, with a few words round it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from app.domain.json import text_of
from app.domain.step import Step
from app.replay.aspects import aspect_values, context_between, message_value
from app.replay.context_diff import ContextDiff, MessagePool
from app.replay.value_diff import ValueChange, ValueMark, value_diff
from app.replay.words import WordMark, WordPiece, bounded_word_diff

AROUND = 80  # characters of the same text kept on either side
LONGEST = 400  # characters of a passage on one side: what a reader may pin as proof


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
    """One difference as two texts. `plain` sorts: what people read before fields that came or went, then figures."""

    path: str
    before: str
    after: str
    plain: int


def differing_passage(
    before: Step, after: Step, aspects: Sequence[str], pool: MessagePool
) -> DifferingPassage | None:
    """The passage that tells most about the first of the aspects in which the two steps differ.

    Prose stands for the record that it is part of: of a document in another version its words, not its score.
    The pool holds the messages and tools of both steps. None where nothing but an order differs.
    """
    for aspect in aspects:
        found = list(_texts(before, after, aspect, pool))
        if found:
            first = min(found, key=lambda texts: texts.plain)
            pieces = _passage(bounded_word_diff(first.before, first.after))
            return DifferingPassage(aspect=aspect, path=first.path, pieces=pieces, more=len(found) - 1)
    return None


def _texts(before: Step, after: Step, aspect: str, pool: MessagePool) -> Iterator[_Texts]:
    if aspect == "context":
        yield from _of_context(context_between(before, after, pool))
    else:
        yield from _of_changes(value_diff(*aspect_values(before, after, aspect, pool)))


def _of_context(diff: ContextDiff) -> Iterator[_Texts]:
    for changed in diff.changed:
        role = changed.after.message.role
        for texts in _of_changes(
            value_diff(message_value(changed.before.message), message_value(changed.after.message))
        ):
            yield _Texts(f"{role} message {texts.path}".rstrip(), texts.before, texts.after, texts.plain)
    for item in diff.left:
        yield _Texts(f"{item.message.role} message", text_of(message_value(item.message)), "", 1)
    for item in diff.entered:
        yield _Texts(f"{item.message.role} message", "", text_of(message_value(item.message)), 1)


def _of_changes(changes: Sequence[ValueChange]) -> Iterator[_Texts]:
    for change in changes:
        match change.mark:
            case ValueMark.CHANGED:
                plain = 0 if _is_prose(change.before, change.after) else 2
                yield _Texts(change.path, text_of(change.before), text_of(change.after), plain)
            case ValueMark.CAME:
                yield _Texts(change.path, "", text_of(change.after), 1)
            case ValueMark.WENT:
                yield _Texts(change.path, text_of(change.before), "", 1)
            case _:
                continue  # moved, or in another order: the words are the same


def _is_prose(*values: object) -> bool:
    return any(isinstance(value, str) and " " in value.strip() for value in values)


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
