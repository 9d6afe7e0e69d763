"""Search inside one value: the branches that lead to a match, and nothing beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.json import JSON, text_of
from app.pages.value.path import ROOT
from app.pages.value.shape import Scalar, Shown, ValueBranch
from app.pages.value.text import TextPreview
from app.pages.value.tree import children_of, shown_value

MOST_HITS = 200  # a reader narrows the words sooner than reading more
MAX_DEPTH = 100  # deeper values are beyond what JSON parsers give us
AROUND = 80  # characters of a long text that are shown on both sides of a match
BESIDE = 600  # characters of what stands under a matching key


@dataclass(frozen=True, slots=True)
class ValueMatches:
    """`shown` is None where nothing matches; `count` are the keys and values that do, at most MOST_HITS."""

    shown: Shown | None
    count: int

    @property
    def capped(self) -> bool:
        return self.count >= MOST_HITS


@dataclass(slots=True)
class _Hits:
    count: int = 0


def find_in_value(value: JSON, words: str, *, path: str = ROOT) -> ValueMatches:
    """The keys and values that contain `words`; letter case does not count."""
    hits = _Hits()
    wanted = words.strip().casefold()
    shown = _found(value, wanted, path, hits, depth=0) if wanted else None
    return ValueMatches(shown, hits.count)


def _found(value: JSON, wanted: str, path: str | None, hits: _Hits, *, depth: int) -> Shown | None:
    if isinstance(value, Mapping | Sequence) and not isinstance(value, str):
        return _branch(value, wanted, path, hits, depth=depth) if depth < MAX_DEPTH else None
    text = text_of(value)
    place = text.casefold().find(wanted)
    if place < 0 or hits.count >= MOST_HITS:
        return None
    hits.count += 1
    kind = "text" if isinstance(value, str) else "number"
    return Scalar(kind, _around(text, place, len(wanted)), path)


def _branch(
    value: Mapping[str, JSON] | Sequence[JSON], wanted: str, path: str | None, hits: _Hits, *, depth: int
) -> ValueBranch | None:
    taken: list[tuple[str, Shown]] = []
    for label, inner_path, inner in children_of(value, path):
        if hits.count >= MOST_HITS:
            break
        named = isinstance(value, Mapping) and wanted in label.casefold()
        hits.count += named
        child = _found(inner, wanted, inner_path, hits, depth=depth + 1)
        if child is not None or named:
            taken.append((label, child or shown_value(inner, limit=BESIDE, path=inner_path)))
    noun = "key" if isinstance(value, Mapping) else "item"
    return ValueBranch(noun, len(value), tuple(taken), 0, open=True, path=path) if taken else None


def _around(text: str, place: int, length: int) -> TextPreview:
    """The match with some text around it; `more` counts what is left out, before and after."""
    if len(text) <= 4 * AROUND:
        return TextPreview(text)
    first, last = max(0, place - AROUND), place + length + AROUND
    return TextPreview(("… " if first else "") + text[first:last], len(text) - (min(last, len(text)) - first))
