"""Export a run as far as it is revealed: its steps one after another, however long it is."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.domain.header import StepHeader
from app.domain.span import Span
from app.reading.window import MOST_ROWS, StepView, Window
from app.store.engine import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedStep:
    """A step with its row in the list and its raw spans."""

    header: StepHeader
    view: StepView
    spans: tuple[Span, ...]


def exported_headers(store: Store, window: Window) -> Iterator[tuple[StepHeader, ...]]:
    """The rows of the step list, some hundreds at a time, as far as the window shows now."""
    for first in range(1, window.frontier + 1, MOST_ROWS):
        with store.reading() as work:
            yield replace(window, work=work).headers(first, first + MOST_ROWS - 1)


def exported_steps(window: Window, *, first: int, last: int) -> Iterator[ExportedStep]:
    """The steps between two numbers, both included, as far as they are revealed."""
    for header in window.headers(first, last):
        view = window.view(header.number)
        yield ExportedStep(header=header, view=view, spans=view.spans())
