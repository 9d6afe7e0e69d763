"""Which differences of two aligned runs tell something new, and which are noise or repeat what was told before."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from app.domain.json import JSON, content_hash
from app.domain.message import Message, ToolResult
from app.domain.step import Context, Run, Step
from app.replay.aspects import aspect_values
from app.replay.context_diff import MessagePool
from app.replay.likeness import StepComparer
from app.replay.message_text import readable
from app.replay.noise import Noise, RunIds
from app.replay.value_diff import MAX_CHANGES, value_diff

LATEST = 8  # texts: what condenses a context is given to the next steps, not to those of an hour later
LEAST = 20  # characters of a text by which a message is known to quote it


@dataclass(frozen=True, slots=True)
class Novelty:
    """Of a row: the aspects that tell nothing new, and the messages of its contexts that do, by their words."""

    quiet: tuple[str, ...] = ()
    news: frozenset[str] = frozenset()


def novelties(
    rows: Iterable[tuple[int | None, int | None, tuple[str, ...]]], left: Run, right: Run, noise: Noise
) -> Iterator[Novelty]:
    """One a row, in order; a row is the numbers of its steps and what differs. `noise.before` is of the right run."""
    tale = _Tale(left, right, noise)
    for ours, theirs, differs in rows:
        mine = None if ours is None else left.steps[ours - 1]
        its = None if theirs is None else right.steps[theirs - 1]
        yield tale.read(mine, its, differs)


@dataclass(slots=True)
class _Told:
    """What was told of one run so far: messages by their words, results by their hash, and the latest texts."""

    ids: RunIds
    messages: set[str] = field(default_factory=set)
    results: set[str] = field(default_factory=set)
    texts: "deque[tuple[int, str]]" = field(default_factory=lambda: deque(maxlen=LATEST))

    def add(self, words: Iterable[str], said: Iterable[Message], result: JSON, *, row: int) -> None:
        self.messages.update(words)
        self.results.add(content_hash(result))
        for message in said:
            if len(text := readable(message)) >= LEAST:
                self.texts.append((row, text))

    def brought(self, message: Message) -> bool:
        """Whether a message is the result that a step brought."""
        results = [part.result for part in message.parts if isinstance(part, ToolResult)]
        whole = len(results) == len(message.parts) > 0
        return whole and all(content_hash(each) in self.results for each in results)

    def plain(self, message: Message) -> str:
        """What a message says, each told text in it named by its row, without ids and times."""
        said = readable(message)
        for row, text in self.texts:
            said = said.replace(text, f"<row {row}>")
        return f"{message.role}: {self.ids.masked(said, free=True)}"


@dataclass(slots=True)
class _Compared:
    """Two contexts that were compared: the keys of their messages in order, and what they say."""

    ours: tuple[str, ...] = ()
    theirs: tuple[str, ...] = ()
    mine: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)


class _Tale:
    """Reads the rows in order, and keeps what was told."""

    def __init__(self, left: Run, right: Run, noise: Noise) -> None:
        self._alike = StepComparer(left, right)
        self._tools = {**left.tools, **right.tools}
        self._noise = noise
        self._ours, self._theirs = _Told(noise.after), _Told(noise.before)
        self._last: dict[str, _Compared] = {}
        self._offers: set[str] = set()
        self._row = 0

    def read(self, ours: Step | None, theirs: Step | None, differs: Sequence[str]) -> Novelty:
        self._row += 1
        if ours is None or theirs is None:
            for step, told in ((ours, self._ours), (theirs, self._theirs)):
                self._tell(step, told)
            return Novelty()
        news = self._news(ours, theirs) if "context" in differs else None
        quiet = tuple(aspect for aspect in differs if self._is_quiet(ours, theirs, aspect, news=news))
        if {"decision", "result", "error"} & set(differs):
            self._tell(ours, self._ours)
            self._tell(theirs, self._theirs)
        return Novelty(quiet, news or frozenset())

    def _tell(self, step: Step | None, told: _Told) -> None:
        if step is not None:
            said = step.output_messages
            told.add(map(self._alike.word, said), map(self._alike.message, said), step.output, row=self._row)

    def _is_quiet(self, ours: Step, theirs: Step, aspect: str, *, news: frozenset[str] | None) -> bool:
        if aspect == "context":
            return not news
        spoken = {key: self._alike.message(key) for key in (*theirs.output_messages, *ours.output_messages)}
        before, after = aspect_values(theirs, ours, aspect, MessagePool(spoken, self._tools))
        if aspect in {"tools", "parameters"}:
            return self._offered_before([aspect, before, after])
        changes = value_diff(before, after, renamed=self._noise.renamed)
        noise = self._noise.of(changes, result=after if aspect == "result" else None)
        return len(noise) == len(changes) < MAX_CHANGES

    def _offered_before(self, difference: JSON) -> bool:
        known = content_hash(difference)
        if known in self._offers:
            return True
        self._offers.add(known)
        return False

    def _news(self, ours: Step, theirs: Step) -> frozenset[str]:
        """The messages of one side alone, by their words, that neither repeat what was told nor differ in noise."""
        mine, others, known = self._added(ours, theirs)
        new = self._new({word for word in mine if word not in known.others}, self._ours)
        other_new = self._new({word for word in others if word not in known.mine}, self._theirs)
        texts = set(new.values()), set(other_new.values())
        news = {word for word, text in new.items() if text not in texts[1]}
        news |= {word for word, text in other_new.items() if text not in texts[0]}
        if mine != others and set(mine) == set(others) and not self._offered_before(["order"]):
            news.update(mine)
        return frozenset(news)

    def _added(self, ours: Step, theirs: Step) -> tuple[list[str], list[str], _Compared]:
        """The words that are in two contexts since those that were compared last, and all that are in them.

        A context mostly goes on from the one before: reading all of it each time would cost its length squared.
        """
        last = self._last.get(ours.lane, _Compared())
        mine, others = _given(ours), _given(theirs)
        if mine[: len(last.ours)] != last.ours or others[: len(last.theirs)] != last.theirs:
            last = _Compared()
        words = [
            self._alike.words(keys[len(before) :]) for keys, before in ((mine, last.ours), (others, last.theirs))
        ]
        last.mine.update(words[0])
        last.others.update(words[1])
        last.ours, last.theirs = mine, others
        self._last[ours.lane] = last
        return words[0], words[1], last

    def _new(self, alone: set[str], told: _Told) -> dict[str, str]:
        """What the messages of one side alone say, by their words, where it was not told; from now on it is."""
        fresh = [(word, self._alike.saying(word)) for word in alone - told.messages]
        told.messages |= alone
        return {word: told.plain(message) for word, message in fresh if not told.brought(message)}


def _given(step: Step) -> tuple[str, ...]:
    return (step.context or Context()).messages
