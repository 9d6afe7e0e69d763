"""Whether what lies inside a step was given to the model: the same value, or a part of it, stands in what it saw."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain import exact_json
from app.domain.json import JSON

_TELLING = 6  # letters: a shorter word, or a number of less than 4 signs, stands in two places by chance
_TELLING_NUMBER = 4
_LONG = 24  # letters: a text of so many may be a passage of another
_LINE = 60  # letters of a line that stand for all of it


class Given(StrEnum):
    """How much of a value the model was given."""

    WHOLE = "whole"
    PART = "part"


@dataclass(frozen=True, slots=True)
class GivenTexts:
    """What the model saw: single values, and all texts one after another for passages of them."""

    values: frozenset[str]
    joined: str

    @classmethod
    def of(cls, told: Iterable[JSON]) -> "GivenTexts":
        leaves = [leaf for value in told for leaf in _leaves(value)]
        return cls(frozenset(leaves), "\n".join(leaf for leaf in leaves if len(leaf) >= _LONG))

    def holds(self, value: JSON) -> Given | None:
        """None where nothing of it was given that could not stand there by chance."""
        leaves = list(_leaves(value))
        held = [leaf for leaf in leaves if leaf in self.values or (len(leaf) >= _LONG and leaf in self.joined)]
        if not any(map(_telling, held)):
            return Given.PART if any(map(self._begins, leaves)) else None
        return Given.WHOLE if len(held) == len(leaves) else Given.PART

    def _begins(self, leaf: str) -> bool:
        """Whether a line of a long text stands in what was given."""
        lines = (line.strip()[:_LINE] for line in leaf.splitlines())
        return any(len(line) >= _LONG and line in self.joined for line in lines)


def _telling(leaf: str) -> bool:
    number = leaf.lstrip("-").replace(".", "", 1).isdecimal()
    return len(leaf) >= (_TELLING_NUMBER if number else _TELLING)


def _leaves(value: JSON) -> Iterator[str]:
    """Every text and number in a value, also in one that is written as JSON in a text."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            inner = _spelled(each)
            if inner is None:
                yield from (text for text in (each.strip(),) if text)
            else:
                waiting.append(inner)
        elif isinstance(each, Mapping):
            waiting += each.values()
        elif isinstance(each, Sequence):
            waiting += each
        elif isinstance(each, int | float) and not isinstance(each, bool):
            yield str(each)


def _spelled(text: str) -> JSON:
    """The object or list that a text spells; None where it spells none."""
    if text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        return exact_json.loads(text)
    except (ValueError, RecursionError):
        return None
