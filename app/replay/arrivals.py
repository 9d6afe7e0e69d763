"""Where each text of a run first arrived, so that it is read once and named wherever it stands again."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from app.domain import exact_json
from app.domain.json import JSON, content_hash, content_hash_of_texts
from app.domain.message import Message, Part, ToolCall, part_content
from app.domain.step import Run, Step, StepKind
from app.replay.basis import Basis

LEAST = 72  # letters of a value: to name a shorter one takes as much room as to say it again
LEAST_OF_MESSAGE = 40  # a message has a head, and a head for each part, beside its letters
INTRODUCTION = 100  # letters of a line that introduces a text: a longer one is a text itself


class ArrivalKind(StrEnum):
    """As what a text came: given to a model, said by one, as the arguments of a call, or as what it brought."""

    GIVEN = "given"
    SAID = "said"
    ASKED = "asked"
    OUTPUT = "output"


@dataclass(frozen=True, slots=True)
class FirstArrival:
    """The step at which a text first came; `part` tells that it was part of a larger value there."""

    step: int
    kind: ArrivalKind
    part: bool = False

    @property
    def at_the_end(self) -> bool:
        """Whether it came when the step was over: of a step that still runs, it is not to be told."""
        return self.kind in {ArrivalKind.SAID, ArrivalKind.OUTPUT}


# For what stands in a step's Delta and had come before: its key, and where its parts came from. While one of these
# steps still runs, the next of the ways to tell it holds: what it will bring must show in nothing.
Arrivals: TypeAlias = Mapping[str, tuple[tuple[FirstArrival, ...], ...]]
NOTHING_EARLIER: Arrivals = MappingProxyType({})
_Ways: TypeAlias = tuple[tuple[FirstArrival, ...], ...]
_Found: TypeAlias = dict[str, _Ways]


def earlier_arrivals(run: Run, basis: Mapping[int, Basis], closes: Mapping[int, int]) -> list[Arrivals]:
    """For each step, in order, what of its content had arrived at an earlier one.

    `closes` tells the last step inside each. Keys are `value_key`s, and hashes of messages. Values of fewer than
    LEAST letters are left out.
    """
    reader = _Reader(run.messages, closes)
    return [reader.read(step, _given_before(run, basis.get(step.number))) for step in run.steps]


def value_key(value: JSON) -> str:
    """Equal for equal values, be they written as JSON or not."""
    if not isinstance(value, str):
        return content_hash(value)
    spelled = exact_json.spelled(value)
    return content_hash_of_texts(value) if spelled is None else content_hash(spelled)


def is_long(*values: JSON, least: int = LEAST) -> bool:
    """Whether values together have enough letters that naming them is shorter than saying them."""
    letters, waiting = 0, list(values)
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            letters += len(value)
            if letters >= least:
                return True
        else:
            waiting += _inside(value)
    return False


def introduced(text: str) -> tuple[str, str] | None:
    """A first line that ends in a colon, and the long text under it, as a summary is given to the model that goes on.

    None for any other text.
    """
    end = text.find("\n", 0, INTRODUCTION)
    line, under = text[: max(end, 0)].rstrip(), text[end:].lstrip("\n")
    return (line, under) if line.endswith(":") and len(under) >= LEAST else None


def _given_before(run: Run, basis: Basis | None) -> frozenset[str]:
    context = run.steps[basis.step - 1].context if basis else None
    return frozenset(context.messages if context else ())


@dataclass(slots=True)
class _Reader:
    """Goes through a run in the order of its steps, and remembers what it has met and where first."""

    messages: Mapping[str, Message]
    closes: Mapping[int, int]
    # where each value came first, and after that within steps which were still open
    _values: dict[str, list[FirstArrival]] = field(default_factory=dict)
    _whole: _Found = field(default_factory=dict)  # messages, by hash

    def read(self, step: Step, before: Collection[str]) -> Arrivals:
        found: _Found = {}
        if step.kind is StepKind.MODEL:
            given = step.context.messages if step.context else ()
            for key in dict.fromkeys(given):
                if key not in before:
                    self._enter(key, FirstArrival(step.number, ArrivalKind.GIVEN), found)
            for key in step.output_messages:
                self._say(key, FirstArrival(step.number, ArrivalKind.SAID))
        else:
            self._meet(step.input, FirstArrival(step.number, ArrivalKind.ASKED), found)
            self._meet(step.output, FirstArrival(step.number, ArrivalKind.OUTPUT), found)
        for change in step.state:
            self._meet(change.after, FirstArrival(step.number, ArrivalKind.OUTPUT), found)
        return found

    def _enter(self, key: str, here: FirstArrival, found: _Found) -> None:
        """A message that enters a context: known as a whole, or part by part, or new."""
        parts = self.messages[key].parts
        keys = list(map(_part_key, parts))
        ways = self._whole[key] if key in self._whole else self._ways(keys, here)
        self._whole.setdefault(key, (*ways, (here,)))
        if not self._is_settled(ways, here):
            self._note(parts, keys, here, found)
        if ways and is_long(*map(part_content, parts), least=LEAST_OF_MESSAGE):
            found[key] = ways

    def _ways(self, keys: Sequence[str], here: FirstArrival) -> _Ways:
        """Where all parts of a message came from; none where one of them is new."""
        known = [self._known(key, here) for key in keys]
        firsts = [came[:1] for came in known]
        over = [[each for each in came if self._is_over(each, here)][:1] for came in known]
        complete = (came for came in (firsts, over) if all(came))
        return tuple(dict.fromkeys(tuple(dict.fromkeys(each for one in came for each in one)) for came in complete))

    def _say(self, key: str, here: FirstArrival) -> None:
        self._whole.setdefault(key, ((here,),))
        parts = self.messages[key].parts
        self._note(parts, list(map(_part_key, parts)), here, {})

    def _note(self, parts: Sequence[Part], keys: Sequence[str], here: FirstArrival, found: _Found) -> None:
        for part, key in zip(parts, keys, strict=True):
            if isinstance(part, ToolCall):
                self._learn(key, here)
                self._meet(part.arguments, here, found)
            else:
                self._meet(part_content(part), here, found, key=key)

    def _meet(self, value: JSON, here: FirstArrival, found: _Found, *, key: str = "") -> None:
        """Note what of a value came before, the whole of it or else its long texts, and that it is here now."""
        if value is None:
            return
        key = key or value_key(value)
        ways = self._learn(key, here)
        if not self._is_settled(ways, here):
            for text in _parts_of(value):
                inner = value_key(text)
                if known := self._learn(inner, replace(here, part=True)):
                    found[inner] = known
        if ways and is_long(value):
            found[key] = ways

    def _learn(self, key: str, here: FirstArrival) -> _Ways:
        """Note where a value is now, and tell where it came before."""
        known = self._known(key, here)
        over = [each for each in known if self._is_over(each, here)]
        if not over:
            self._values.setdefault(key, []).append(here)
        return tuple((each,) for each in dict.fromkeys((*known[:1], *over[:1])))

    def _known(self, key: str, here: FirstArrival) -> list[FirstArrival]:
        return [each for each in self._values.get(key, ()) if each.step < here.step]

    def _is_settled(self, ways: _Ways, here: FirstArrival) -> bool:
        """Whether one of the ways holds whatever still runs."""
        return any(all(self._is_over(each, here) for each in came) for came in ways)

    def _is_over(self, each: FirstArrival, here: FirstArrival) -> bool:
        """Whether it had surely come when a later step began."""
        return not each.at_the_end or self.closes.get(each.step, each.step) < here.step


def _part_key(part: Part) -> str:
    """A call is known by its tool too."""
    if isinstance(part, ToolCall):
        return content_hash([part.name, part.arguments])
    return value_key(part_content(part))


def _parts_of(value: JSON) -> list[JSON]:
    """What of a value may be met again by itself, if it is long: its own members, and the texts at any depth.

    Of a text that spells no value it is what stands under a line that introduces it.
    """
    whole = exact_json.spelled(value) if isinstance(value, str) else value
    if whole is None and isinstance(value, str):
        told = introduced(value)
        return [told[1]] if told else []
    parts = [each for each in _inside(whole) if not isinstance(each, str) and is_long(each)]
    waiting = [whole]
    while waiting:
        each = waiting.pop()
        if not isinstance(each, str):
            waiting += _inside(each)
        elif len(each) >= LEAST:
            parts.append(each)
    return parts


def _inside(value: JSON) -> Collection[JSON]:
    """The members of an object or a list. Every value of a run goes through this: they are told apart fast."""
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()
