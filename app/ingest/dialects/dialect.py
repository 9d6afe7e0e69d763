"""What a dialect is: one attribute convention, and how the readings of several are put together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce

from app.domain.reading import Reading, merged
from app.domain.span import Span


@dataclass(frozen=True, slots=True)
class Dialect:
    """One attribute convention.

    `recognises` is asked of every span and must be cheap. `read` may leave any field empty, the role
    included: the next dialect that recognises the same span fills it.
    """

    name: str
    recognises: Callable[[Span], bool]
    read: Callable[[Span], Reading]


def merge(readings: Sequence[Reading]) -> Reading:
    """One reading out of several of the same span, the first dialect before the next."""
    return reduce(merged, readings)
