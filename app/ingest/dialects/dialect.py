"""What a dialect is: one attribute convention, and how the readings of several are put together."""

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.span import Span
from app.domain.span_reading import SpanReading


@dataclass(frozen=True, slots=True)
class Dialect:
    """One attribute convention.

    A span is written in it that has one of the attributes `names`, or one that begins with one of `prefixes`, and
    none of `foreign`; or one of which `also` says so, which looks at everything but the attributes.

    `read` may leave any field empty, the role included: the next dialect that the span is written in fills it.
    `read_rest`, where there is one, is asked in its place once dialects before have told both sides' messages.
    """

    name: str
    read: Callable[[Span], SpanReading]
    names: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    also: Callable[[Span], bool] | None = None
    read_rest: Callable[[Span], SpanReading] | None = None

    def recognises(self, span: Span) -> bool:
        if self.also is not None and self.also(span):
            return True
        attributes = span.attributes
        if any(name in attributes for name in self.foreign):
            return False
        begins = self.prefixes and any(key.startswith(self.prefixes) for key in attributes)
        return bool(begins) or any(name in attributes for name in self.names)
