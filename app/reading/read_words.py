"""Read the revealed steps for the words of a search: every distinct message once, each step's own content once."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias, cast

from app.domain import exact_json
from app.reading.window import Window
from app.replay.query import Query, WordsTerm
from app.replay.text_search import NOTHING, Excerpt, TextMatches, TextSearch, inside_texts, message_texts, step_texts
from app.store.step_search import StoredTexts

_DIGITS = 32  # of a message's hash
Body: TypeAlias = Mapping[str, Any]


class HitPlace(StrEnum):
    """Where the words of a search stand: in the step, in a message that entered with it, or inside the step alone."""

    STEP = "step"
    ENTERED = "entered"
    INSIDE = "inside"


Found: TypeAlias = tuple[Excerpt | None, HitPlace]
Read: TypeAlias = tuple[int, Found]


@dataclass(frozen=True, slots=True)
class SearchWords:
    """The words that a step must hold, and those that it must not."""

    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]

    @classmethod
    def of(cls, query: Query) -> "SearchWords":
        found = [(term.asks.text, term.negated) for term in query if isinstance(term.asks, WordsTerm)]
        return cls(
            tuple(dict.fromkeys(text for text, negated in found if not negated)),
            tuple(dict.fromkeys(text for text, negated in found if negated)),
        )

    @property
    def none(self) -> bool:
        return not self.wanted and not self.unwanted

    def hold(self, found: TextMatches) -> bool:
        return found.words == frozenset(range(len(self.wanted)))


def in_words(window: Window, words: SearchWords, *, among: Collection[int], limit: int) -> Iterator[Read]:
    """The steps with these words, with the first match and where it stands."""
    reading = _Reading(window, TextSearch((*words.wanted, *words.unwanted)))
    candidates = frozenset(among)
    count = 0
    for batch in window.work.search.bodies(window.run_id, last=max(among, default=0)):
        for number, *found in reading.batch(batch):
            own, entered, inside = found
            if number in candidates and words.hold(own | entered | inside):
                yield number, _first(own, entered, inside)
                count += 1
                if count == limit:
                    return


def _first(own: TextMatches, entered: TextMatches, inside: TextMatches) -> Found:
    for found, place in ((own, HitPlace.STEP), (entered, HitPlace.ENTERED), (inside, HitPlace.INSIDE)):
        if found.excerpt is not None:
            return found.excerpt, place
    return None, HitPlace.STEP


class _Reading:
    """Goes through a run in order, and remembers which messages were there before."""

    def __init__(self, window: Window, search: TextSearch) -> None:
        self._window = window
        self._search = search
        self._running = window.running()
        self._known: set[str] = set()
        self._known_blocks: set[str] = set()
        self._found: dict[str, TextMatches] = {}

    def batch(self, texts: Mapping[int, StoredTexts]) -> Iterator[tuple[int, TextMatches, TextMatches, TextMatches]]:
        """Each step with what was found in its own content, in the messages that entered with it, and inside it."""
        bodies = {number: cast("Body", exact_json.loads(text.step)) for number, text in texts.items()}
        read = self._known.copy()
        entered = self._entered(bodies)
        self._read_messages(self._known - read)
        for number, text in texts.items():
            own = self._own(number, text.step, bodies[number])
            for key in bodies[number].get("output_messages", ()):
                own |= self._found.get(key, NOTHING)
            yield number, own, self._joined(entered[number]), self._inside(number, text.inside)

    def _own(self, number: int, text: bytes, body: Body) -> TextMatches:
        if number in self._running:  # what is withheld of it must not be found
            step = self._window.step(number)
            shown = {name: getattr(step, name, None) for name in body if name not in {"attempts", "state"}}
            return self._search.find(step_texts(shown))
        return self._search.find(step_texts(body)) if self._search.may_be_in(text) else NOTHING

    def _inside(self, number: int, text: bytes) -> TextMatches:
        if number in self._running or not (text and self._search.may_be_in(text)):
            return NOTHING
        return self._search.find(inside_texts(cast("Body", exact_json.loads(text))))

    def _joined(self, hashes: Iterable[str]) -> TextMatches:
        found = NOTHING
        for key in hashes:
            found |= self._found.get(key, NOTHING)
        return found

    def _entered(self, bodies: Mapping[int, Body]) -> dict[int, list[str]]:
        """For each step, the messages of its context that no step before it was given or gave back."""
        contexts = {number: body["context"] for number, body in bodies.items() if body.get("context")}
        unknown = {block for ids, *_ in contexts.values() for block in ids} - self._known_blocks
        blocks = self._window.work.pool.blocks(self._window.run_id, unknown)
        found = {}
        for number, body in bodies.items():
            ids, tail = contexts[number][:2] if number in contexts else ((), "")
            joined = "".join(blocks[block] for block in ids if block not in self._known_blocks) + tail
            self._known_blocks.update(ids)
            given = (joined[start : start + _DIGITS] for start in range(0, len(joined), _DIGITS))
            found[number] = [key for key in given if key not in self._known]
            self._known.update(found[number], body.get("output_messages", ()))
        return found

    def _read_messages(self, hashes: Collection[str]) -> None:
        for key, text in self._window.work.pool.texts(self._window.run_id, hashes):
            if self._search.may_be_in(text):
                found = self._search.find(message_texts(cast("Body", exact_json.loads(text))))
                if found.words:
                    self._found[key] = found
