"""Choose the dialects that a span is written in by one look at the names of its attributes."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TypeAlias

from app.domain.span import Span
from app.ingest.dialects.dialect import Dialect

Choice: TypeAlias = Callable[[Span], tuple[Dialect, ...]]


def choice_of(dialects: Sequence[Dialect]) -> Choice:
    """A function that gives, in order, those of the dialects that recognise a span; each of them is a bit here."""
    bits = {1 << place: dialect for place, dialect in enumerate(dialects)}
    named = _named(bits)
    others = [(bit, dialect.also) for bit, dialect in bits.items() if dialect.also is not None]
    with_records = others + [(bit, dialect.records) for bit, dialect in bits.items() if dialect.records is not None]
    doubtful = [(beginning, bit, dialect) for bit, dialect in bits.items() for beginning in _beginnings(dialect)]

    @lru_cache(maxsize=256)  # combinations; the recorded runs of 19 frameworks have 20
    def chosen(found: int) -> tuple[Dialect, ...]:
        return tuple(dialect for bit, dialect in bits.items() if bit & found)

    def choose(span: Span) -> tuple[Dialect, ...]:
        found = 0
        for name in named.keys() & span.attributes.keys():
            found |= named[name]
        for bit, told in with_records if span.events or span.logs else others:
            if told(span):
                found |= bit
        text = " ".join(span.attributes)
        for beginning, bit, dialect in doubtful:
            if not found & bit and beginning in text and dialect.recognises(span):
                found |= bit
        return chosen(found)

    return choose


def _named(bits: dict[int, Dialect]) -> dict[str, int]:
    """Which dialects an attribute's name tells without doubt."""
    found: dict[str, int] = {}
    for bit, dialect in bits.items():
        for name in () if dialect.foreign else dialect.names:
            found[name] = found.get(name, 0) | bit
    return found


def _beginnings(dialect: Dialect) -> tuple[str, ...]:
    """Texts of which one is in the names of the attributes, if the dialect may be told by more than a name."""
    return (*dialect.prefixes, *(dialect.names if dialect.foreign else ()))
