"""What a search says, as terms: words, and conditions on what the step list shows."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NoReturn, TypeAlias, assert_never

from app.domain.errors import SearchRejected
from app.domain.step import StepKind


class Naming(StrEnum):
    """Conditions that a part of a name fulfils."""

    TOOL = "tool"
    AGENT = "agent"
    MODEL = "model"


class Figure(StrEnum):
    """Conditions on a number: tokens in and out, milliseconds, dollars."""

    TOKENS = "tokens"
    LATENCY = "latency"
    COST = "cost"


class Comparator(StrEnum):
    MORE = ">"
    AT_LEAST = ">="
    LESS = "<"
    AT_MOST = "<="
    EXACTLY = "="


class ShownStatus(StrEnum):
    """The status of a step as the list words it: an error is whatever failed, and an open step has none yet."""

    OK = "ok"
    ERROR = "error"
    UNSET = "unset"
    RUNNING = "running"


@dataclass(frozen=True, slots=True)
class WordsTerm:
    """A word or a phrase, in any letter case."""

    text: str


@dataclass(frozen=True, slots=True)
class NameTerm:
    field: Naming
    part: str


@dataclass(frozen=True, slots=True)
class KindTerm:
    kind: StepKind


@dataclass(frozen=True, slots=True)
class StatusTerm:
    status: ShownStatus


@dataclass(frozen=True, slots=True)
class FigureTerm:
    field: Figure
    sign: Comparator
    number: float


@dataclass(frozen=True, slots=True)
class RangeTerm:
    """Steps from `first` to `last`, both included; None where the range is open."""

    first: int | None
    last: int | None


Condition: TypeAlias = NameTerm | KindTerm | StatusTerm | FigureTerm | RangeTerm


@dataclass(frozen=True, slots=True)
class Term:
    """One condition; `negated` is true where it must not hold."""

    asks: Condition | WordsTerm
    negated: bool = False


Query: TypeAlias = tuple[Term, ...]  # all of them must hold

_FIELD = re.compile(
    r"(?P<name>tool|kind|status|agent|model|step|tokens|latency|cost)(?P<sign>:|>=|<=|>|<|=)",
    re.IGNORECASE | re.ASCII,
)
_COMPARISON = re.compile(r"(?P<name>tokens|latency|cost)\s*(?P<sign>>=|<=|>|<|=)\s*", re.IGNORECASE | re.ASCII)
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_NUMBER = r"([0-9]{1,24}(?:\.[0-9]{1,24})?)"
_LATENCY = re.compile(_NUMBER + r"(ms|s|min)", re.IGNORECASE | re.ASCII)
_TOKENS = re.compile(_NUMBER + r"(k?)", re.IGNORECASE | re.ASCII)
_COST = re.compile(r"\$?" + _NUMBER)
_RANGE = re.compile(r"([0-9]{0,9})\.\.([0-9]{0,9})|([0-9]{1,9})")
_MILLISECONDS = {"ms": 1, "s": 1000, "min": 60_000}


def parse(text: str) -> Query:
    """The terms of a search, in order. Raises SearchRejected naming the term that cannot be read, and its place."""
    return tuple(_terms(text))


def _terms(text: str) -> Iterator[Term]:
    place = 0
    while (place := _blank(text, place)) < len(text):
        negated = text[place] == "-" and _begins(text, place + 1)
        start = place + negated
        field = _COMPARISON.match(text, start) or _FIELD.match(text, start)
        value, place = _value(text, field.end() if field else start)
        if field is None and not value:
            raise SearchRejected('the quotation is empty: `""`', place=start)
        asks = _condition(field, value, text[start:place], start) if field else WordsTerm(value)
        yield Term(asks, negated)


def _blank(text: str, place: int) -> int:
    while place < len(text) and text[place].isspace():
        place += 1
    return place


def _begins(text: str, place: int) -> bool:
    return place < len(text) and not text[place].isspace()


def _value(text: str, start: int) -> tuple[str, int]:
    """What stands at a place: a quotation, or all up to the next blank; and where it ends."""
    if text.startswith('"', start):
        found = _QUOTED.match(text, start)
        if found is None:
            raise SearchRejected(f'the quotation is not closed: `{text[start:]}` needs a " at its end', place=start)
        return re.sub(r"\\(.)", r"\1", found[1], flags=re.DOTALL), found.end()
    end = start
    while end < len(text) and not text[end].isspace():
        end += 1
    return text[start:end], end


def _condition(field: re.Match[str], value: str, said: str, place: int) -> Condition:
    name, sign = field["name"].lower(), field["sign"]

    def refuse(what: str) -> NoReturn:
        raise SearchRejected(f"{name}{sign} {what}: `{said}`", place=place)

    if name in set(Figure):
        return _compared(Figure(name), sign, value, refuse)
    if sign != ":":
        refuse(f"compares numbers only; write {name}:{'10..20' if name == 'step' else value or '…'}")
    match name:
        case "kind":
            return KindTerm(StepKind(_one_of(list(StepKind), value, refuse)))
        case "status":
            return StatusTerm(ShownStatus(_one_of(list(ShownStatus), value, refuse)))
        case "step":
            return _numbered(value, refuse)
        case _:
            if not value.strip():
                refuse("needs a name, or a part of one")
            return NameTerm(Naming(name), value)


def _one_of(known: list[StepKind] | list[ShownStatus], value: str, refuse: Callable[[str], NoReturn]) -> str:
    if value.lower() not in known:
        refuse("needs one of " + ", ".join(known))
    return value.lower()


def _compared(field: Figure, sign: str, value: str, refuse: Callable[[str], NoReturn]) -> FigureTerm:
    number = _figure(field, value)
    if sign == ":":
        refuse(f"needs a comparison such as {field}>{value or _EXAMPLES[field]}")
    if number is None:
        refuse(f"needs a number{_UNITS[field]}")
    return FigureTerm(field, Comparator(sign), number)


_EXAMPLES = {Figure.TOKENS: "2000", Figure.LATENCY: "2s", Figure.COST: "0.01"}
_UNITS = {Figure.TOKENS: "", Figure.LATENCY: " with ms, s or min", Figure.COST: " of dollars"}


def _figure(field: Figure, value: str) -> float | None:
    match field:
        case Figure.TOKENS:
            found = _TOKENS.fullmatch(value)
            return _times(found[1], 1000 if found[2] else 1) if found else None
        case Figure.LATENCY:
            found = _LATENCY.fullmatch(value)
            return _times(found[1], _MILLISECONDS[found[2].lower()]) if found else None
        case Figure.COST:
            found = _COST.fullmatch(value)
            return float(found[1]) if found else None
        case _:
            assert_never(field)


def _times(digits: str, factor: int) -> float:
    """Exact where binary fractions would not be: 0.1 of a thousand is a hundred."""
    return float(Decimal(digits) * factor)


def _numbered(value: str, refuse: Callable[[str], NoReturn]) -> RangeTerm:
    found = _RANGE.fullmatch(value)
    if found is None or value == "..":
        refuse("needs a number or a range such as 10..20")
    if found[3]:
        return RangeTerm(int(found[3]), int(found[3]))
    return RangeTerm(int(found[1]) if found[1] else None, int(found[2]) if found[2] else None)


def render(query: Query) -> str:
    """The search as text, which `parse` reads as the same terms."""
    return " ".join(("-" if term.negated else "") + _rendered(term.asks) for term in query)


def _rendered(asks: Condition | WordsTerm) -> str:
    match asks:
        case WordsTerm(text):
            return _quoted(text) if _FIELD.match(text) or text.lower() in set(Figure) else _plain(text)
        case NameTerm(field, part):
            return f"{field}:{_plain(part)}"
        case KindTerm(kind):
            return f"kind:{kind}"
        case StatusTerm(status):
            return f"status:{status}"
        case FigureTerm(field, sign, number):
            return f"{field}{sign}{Decimal(repr(number)).normalize():f}{'ms' if field is Figure.LATENCY else ''}"
        case RangeTerm(first, last):
            return f"step:{first}" if first == last else f"step:{_end(first)}..{_end(last)}"
        case _:
            assert_never(asks)


def _end(number: int | None) -> str:
    return "" if number is None else str(number)


def _plain(text: str) -> str:
    bare = not text.startswith(('"', "-")) and not any(map(str.isspace, text))
    return text if bare else _quoted(text)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
