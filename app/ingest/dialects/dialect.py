"""What a dialect is: one attribute convention, and how the readings of several are put together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace

from app.domain.reading import Reading
from app.domain.span import Span
from app.domain.step import Usage


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
    """One reading out of several of the same span: each field from the first that tells it.

    Role and kind belong together and come from the same dialect. A failure told by one is a failure.
    """
    merged, *others = readings
    for other in others:
        merged = _filled(merged, other)
    return merged


def _filled(first: Reading, second: Reading) -> Reading:
    gaps = {
        field.name: getattr(second, field.name)
        for field in fields(Reading)
        if field.name not in _TOGETHER and _empty(getattr(first, field.name))
    }
    if first.role is None:
        gaps |= {"role": second.role, "kind": second.kind}
    return replace(first, **gaps, usage=_usage(first.usage, second.usage))


_TOGETHER = ("dialect", "role", "kind", "usage")


def _empty(value: object) -> bool:
    return value is None or value is False or (isinstance(value, str | tuple | dict) and not value)


def _usage(first: Usage | None, second: Usage | None) -> Usage | None:
    if first is None or second is None:
        return first or second
    told = {
        field.name: getattr(second, field.name)
        for field in fields(Usage)
        if getattr(first, field.name) is None
    }
    return replace(first, **told)
