"""The scrubber's ticks as markup: a page draws 120 of them, and a template takes five times as long for each."""

from collections.abc import Iterable

from markupsafe import Markup, escape

from app.pages.replay.scrubber import Tick
from app.pages.value.text import spelled


def tick_marks(ticks: Iterable[Tick], *, neutral: bool) -> Markup:
    """A link with its rectangle for each tick; `neutral` shows no error in colour."""
    return Markup("\n".join(_link(tick, neutral=neutral) for tick in ticks))  # noqa: S704 - every text is escaped


def _link(tick: Tick, *, neutral: bool) -> str:
    row, header = tick.row, tick.row.header
    error = " tick--error" if header.failed and not neutral else ""
    marks = "".join(f" tick--{escape(mark.icon)}" for mark in row.marks)
    current = ' aria-current="step"' if row.current else ""
    inner = f' data-inner="{row.last}"' if row.inner else ""
    told = f'data-said="{escape(spelled(row.said))}" data-figures="{escape(tick.figures)}"'
    return (
        f'<a class="tick kind kind--{header.kind.value}{error}{marks}" href="{escape(row.href)}"'
        f' data-step="{header.number}"{inner} data-middle="{tick.middle}" {told} tabindex="-1"{current}>'
        f'<rect x="{tick.left}%" y="{tick.top}%" width="{tick.width}%" height="{tick.height}%"/></a>'
    )
