"""A value for the page, with its name and the address that answers with exactly this value."""

from dataclasses import dataclass

from app.domain.json import JSON
from app.pages.value.shape import Shown
from app.pages.value.tree import shown_value


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueView:
    """A value with its name; `address` answers with the whole of it as text, and with any part of it by its path."""

    title: str
    shown: Shown
    address: str | None = None


def value_view(title: str, value: JSON, *, address: str | None = None) -> ValueView:
    """`address` is one of `pages.replay.content` whose value is `value`; None where the value has none."""
    return ValueView(title=title, shown=shown_value(value), address=address)
