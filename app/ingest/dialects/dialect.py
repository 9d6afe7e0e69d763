"""What a dialect is: one attribute convention, and how it reads a span, whole or field by field."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.span import Span
from app.domain.span_reading import Merger, Rank, SpanReading
from app.domain.step import Usage


@dataclass(frozen=True, slots=True)
class Dialect:
    """One attribute convention.

    A span is written in it that has one of the attributes `names`, or one that begins with one of `prefixes`, and
    none of `foreign`; or one of which `also` says so, which looks at everything else, or `records`, which looks at
    its events and log records and is asked only where it has some.

    `read` may leave any field empty, the role included: the next dialect that the span is written in fills it.
    Where it is a `FieldReader`, it is asked for no more than the dialects before have left empty.
    """

    name: str
    read: Callable[[Span], SpanReading]
    names: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    also: Callable[[Span], bool] | None = None
    records: Callable[[Span], bool] | None = None

    def recognises(self, span: Span) -> bool:
        if self.also is not None and self.also(span):
            return True
        if self.records is not None and (span.events or span.logs) and self.records(span):
            return True
        attributes = span.attributes
        if any(name in attributes for name in self.foreign):
            return False
        begins = self.prefixes and any(key.startswith(self.prefixes) for key in attributes)
        return bool(begins) or any(name in attributes for name in self.names)

    def tell(self, span: Span, merger: Merger) -> None:
        """Tell what the dialects before have left empty."""
        if isinstance(self.read, FieldReader):
            merger.ask(span, self.read.fields, rank=self.read.rank, usage=self.read.usage)
        else:
            merger.add(self.read(span))


@dataclass(frozen=True, slots=True)
class FieldReader:
    """Reads each field of a span by itself; what has no reader is empty."""

    dialect: str
    fields: Mapping[str, Callable[[Span], Any]]
    rank: Callable[[Span], Rank] = lambda _: (None, None)
    usage: Callable[[Span], Usage | None] | None = None

    def __call__(self, span: Span) -> SpanReading:
        """All fields."""
        role, kind = self.rank(span)
        usage = None if self.usage is None else self.usage(span)
        told = {name: read(span) for name, read in self.fields.items()}
        return SpanReading(dialect=self.dialect, role=role, kind=kind, usage=usage, **told)
