"""Trace text for the page: hidden characters made visible, long text cut, differences folded."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from app.domain.hidden_characters import HIDDEN
from app.replay.words import WordMark, WordPiece

PREVIEW = 4096  # characters shown before "show all": UI.md's 4 KB
CONTEXT = 160  # unchanged characters kept on either side of a difference


@dataclass(frozen=True, slots=True)
class TextPreview:
    """A text as far as it is shown at first. `more` counts the characters that are left out."""

    text: str
    more: int = 0


@dataclass(frozen=True, slots=True)
class DiffSegment:
    """A piece of a word diff for the page; `folded` counts the characters left out in the middle of it."""

    mark: WordMark
    head: str
    folded: int = 0
    tail: str = ""


def cut(text: str, limit: int = PREVIEW) -> TextPreview:
    """The beginning of a text, up to a line's end where one is near."""
    if len(text) <= limit:
        return TextPreview(text)
    at = text.rfind("\n", limit // 2, limit)
    end = at if at > 0 else limit
    return TextPreview(text[:end], len(text) - end)


def visible(text: str) -> Markup:
    """The text escaped, with each hidden character as a small label that names it."""
    if _plain(text) or not HIDDEN.search(text):  # nearly every text, and a page has hundreds
        return escape(text)
    parts = []
    start = 0
    for found in HIDDEN.finditer(text):
        parts += [escape(text[start : found.start()]), _label(found.group())]
        start = found.end()
    return Markup("").join([*parts, escape(text[start:])])


def spelled(text: str) -> str:
    """The text with hidden characters spelled out, for titles and attributes, which hold no markup."""
    if _plain(text):
        return text
    return HIDDEN.sub(lambda found: f"[U+{ord(found.group()):04X}]", text)


def highlighted(text: str, words: str) -> Markup:
    """The text as `visible` shows it, with each place that says `words` marked; letter case does not count."""
    pieces = re.split(f"({re.escape(words)})", text, flags=re.IGNORECASE) if words else [text]
    marked = (Markup("<mark>{}</mark>").format(visible(piece)) for piece in pieces[1::2])
    shown = [visible(pieces[0])]
    for mark, after in zip(marked, pieces[2::2], strict=True):
        shown += [mark, visible(after)]
    return Markup("").join(shown)


def has_hidden(text: str) -> bool:
    """Whether a character of the text would not be seen, or would turn others around."""
    return HIDDEN.search(text) is not None


def sentence(text: str) -> Markup:
    """A sentence in which what stands between backticks is code."""
    parts = [visible(part) for part in text.split("`")]
    return Markup("").join(Markup("<code>{}</code>").format(part) if i % 2 else part for i, part in enumerate(parts))


def _plain(text: str) -> bool:
    """Whether a text is told at a glance to hide nothing."""
    return text.isascii() and text.isprintable()


def _label(character: str) -> Markup:
    code = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "control character").lower()
    return Markup('<span class="hidden-character" title="{}">{}</span>').format(name, code)


def stretches(pieces: Sequence[WordPiece]) -> tuple[DiffSegment, ...]:
    """The pieces of a word diff, long unchanged ones folded and long changed ones cut."""
    last = len(pieces) - 1
    return tuple(_stretch(piece, first=index == 0, last=index == last) for index, piece in enumerate(pieces))


def _stretch(piece: WordPiece, *, first: bool, last: bool) -> DiffSegment:
    if piece.mark is not WordMark.SAME:
        shown = cut(piece.text)
        return DiffSegment(piece.mark, shown.text, shown.more)
    before = 0 if first and not last else CONTEXT
    after = 0 if last and not first else CONTEXT
    folded = len(piece.text) - before - after
    if folded < CONTEXT:
        return DiffSegment(piece.mark, piece.text)
    return DiffSegment(piece.mark, piece.text[:before], folded, piece.text[len(piece.text) - after :])
