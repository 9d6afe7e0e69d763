"""The headers of the few steps that a page names."""

from collections.abc import Iterable

from markupsafe import Markup

from app.domain.header import StepHeader
from app.domain.step import StepKind
from app.pages.value.text import visible
from app.reading.window import Window


def headers_of(window: Window, numbers: Iterable[int]) -> dict[int, StepHeader]:
    """The header of each of these steps that the reader may see."""
    return {header.number: header for header in window.headers_at(tuple(numbers))}


def named(header: StepHeader) -> str:
    """Like `tool · get_invoice INV-7` or `model · The invoice is paid`."""
    return f"{header.kind.value} · {title_of(header)}"


def title_of(header: StepHeader) -> str:
    """A model step by what it said, any other by its name and what it was asked."""
    if header.kind is StepKind.MODEL and header.gist:
        return header.gist
    return f"{header.name} {header.gist}".rstrip()


def step_title(header: StepHeader) -> Markup:
    """The same for the page: what another step than a model's was asked has a style of its own."""
    if header.kind is StepKind.MODEL and header.gist:
        return visible(header.gist)
    name = visible(header.name)
    return Markup('{} <span class="step-gist">{}</span>').format(name, visible(header.gist)) if header.gist else name
