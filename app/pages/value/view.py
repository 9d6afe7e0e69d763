"""A value for the page, with its name and the address that answers with exactly this value."""

from dataclasses import dataclass

from app.domain.json import JSON
from app.pages.value.seen import NOTHING_SEEN, SeenText, SeenTexts
from app.pages.value.shape import Shown
from app.pages.value.tree import shown_value


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueView:
    """A value with its name; `address` answers with the whole of it as text, and with any part of it by its path.

    One that was `seen` at an earlier step is folded.
    """

    title: str
    shown: Shown
    address: str | None = None
    seen: SeenText | None = None


def value_view(title: str, value: JSON, *, address: str | None = None, seen: SeenTexts = NOTHING_SEEN) -> ValueView:
    """`address` is one of `pages.replay.content` whose value is `value`; None where the value has none."""
    whole = seen.of(value)
    shown = shown_value(value, seen=NOTHING_SEEN if whole else seen)
    return ValueView(title=title, shown=shown, address=address, seen=whole)
