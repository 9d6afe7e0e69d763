"""A value for the page, with its name and the address that answers with exactly this value."""

from dataclasses import dataclass

from app.domain.json import JSON
from app.pages.value.shape import Shown, is_complete
from app.pages.value.tree import shown_value


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueView:
    """A value with its name; `address` answers with the whole of it as text, and with any part of it by its path."""

    title: str
    shown: Shown
    address: str | None = None

    @property
    def whole(self) -> str | None:
        """The address of the rest, where something is left out."""
        return None if is_complete(self.shown) else self.address


def value_view(title: str, value: JSON, *, whole: str | None = None) -> ValueView:
    """`whole` is an address of `replay_content` whose value is `value`; None where the value has none."""
    return ValueView(title=title, shown=shown_value(value), address=whole)
