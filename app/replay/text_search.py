"""Find the words of a search in texts and in stored JSON, in any letter case and across any white space."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.json import JSON, in_order, leaves

_IN_NUMBER = re.compile(r"[0-9-]|^e$")  # what a number with an exponent below 0 is made of
# Numbers that are stored in other letters than they are shown in: 1e-7 for 1e-07, 0.00001 for 1e-05.
_SPELLED_OTHERWISE = re.compile(r"[:,\[]-?(?:[0-9][0-9.]*e-|0\.0000)", re.ASCII)
AROUND = 40  # characters shown on both sides of a match
_SAID = ("name", "agent", "model", "finish_reason", "error", "input", "output")
_SAID_INSIDE = {"attempts": ("error", "output"), "state": ("key", "before", "after")}


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A match with the words around it."""

    before: str
    match: str
    after: str


@dataclass(frozen=True, slots=True)
class TextMatches:
    """Which words were found, as a set of their places; and where the first of them stands."""

    words: frozenset[int] = frozenset()
    excerpt: Excerpt | None = None

    def __or__(self, other: "TextMatches") -> "TextMatches":
        return TextMatches(self.words | other.words, self.excerpt or other.excerpt)


NOTHING = TextMatches()


class TextSearch:
    """Some words or phrases, looked for together."""

    def __init__(self, words: Sequence[str]) -> None:
        parts = [word.casefold().split() for word in words]
        self._patterns = [re.compile(r"\s+".join(map(re.escape, found)) or r"\s") for found in parts]
        self._numeric = any(_IN_NUMBER.search(part) for found in parts for part in found)
        self._written = [[(part, json.dumps(part, ensure_ascii=False)[1:-1]) for part in found] for found in parts]

    def may_be_in(self, body: bytes) -> bool:
        """Whether JSON text could hold one of the words: quick, and never wrong when it says no."""
        text = body.decode("utf-8", "replace").casefold()
        if "\\u" in text or (self._numeric and _SPELLED_OTHERWISE.search(text)):
            return True
        return any(all(any(form in text for form in forms) for forms in parts) for parts in self._written)

    def find(self, texts: Iterable[str]) -> TextMatches:
        """Which of the words occur in the texts."""
        found: set[int] = set()
        excerpt = None
        for text in texts:
            folded = text.casefold()
            for place, pattern in enumerate(self._patterns):
                if place not in found and (match := pattern.search(folded)):
                    found.add(place)
                    excerpt = excerpt or _excerpt(text, folded, match)
        return TextMatches(frozenset(found), excerpt)


def _excerpt(text: str, folded: str, match: re.Match[str]) -> Excerpt:
    start, end = match.span()
    if len(folded) != len(text):  # some letters fold to two: `ß`
        start, end = (_unfolded(text, place) for place in (start, end))
    return Excerpt(_before(text, start), text[start:end], _after(text, end))


def _before(text: str, place: int) -> str:
    """What stands before a place, from a word's beginning on where one is near."""
    if place <= AROUND:
        return text[:place]
    shown = text[place - AROUND : place]
    word = shown.find(" ") + 1
    return "…" + shown[word if word < AROUND // 3 else 0 :]


def _after(text: str, place: int) -> str:
    return text[place : place + AROUND] + ("…" if len(text) > place + AROUND else "")


def _unfolded(text: str, place: int) -> int:
    """The place in a text of a place in its folded form."""
    passed = 0
    for index, letter in enumerate(text):
        if passed >= place:
            return index
        passed += len(letter.casefold())
    return len(text)


def step_texts(body: Mapping[str, Any]) -> Iterator[str]:
    """What a stored step was asked and gave back, its messages not counted."""
    for name in _SAID:
        yield from _texts(body.get(name))
    for group, names in _SAID_INSIDE.items():
        for item in body.get(group, ()):
            for name in names:
                yield from _texts(item.get(name))


def inside_texts(body: Mapping[str, Any]) -> Iterator[str]:
    """What stored inner spans tell, each fact with its name."""
    for span in body["spans"]:
        yield span["name"]
        yield span["status_message"]
        yield from _texts(span["facts"])
        for event in span["events"]:
            yield event["name"]
            yield from _texts(event["facts"])


def message_texts(body: Mapping[str, Any]) -> Iterator[str]:
    """What a stored message says; what its parts are called here is not counted, nor the bytes of media."""
    yield from _texts(body.get("name"))
    for part in body["parts"]:
        for name in ("text", "name", "arguments", "result", "media_type", "reference"):
            yield from _texts(part.get(name))


def _texts(value: JSON) -> Iterator[str]:
    """Texts as they read, and what is no text as JSON too, for its keys and numbers."""
    yield from leaves(value)
    if not isinstance(value, str) and value is not None:
        yield in_order(value)
