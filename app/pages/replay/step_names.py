"""The headers of the few steps that a page names."""

from collections.abc import Iterable

from app.domain.header import StepHeader
from app.domain.step import StepKind
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
