"""Export a run as far as it is revealed: what it is, and its steps one after another, however long it is."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.attempts.read_reveal import Revelation, read_reveal
from app.domain.header import StepHeader
from app.domain.span import Span
from app.reading.attempt_view import AttemptView, attempt_view, window_on
from app.reading.view_run import imported_window, read_run
from app.reading.window import MOST_ROWS, StepView, Window
from app.store.engine import Store
from app.store.run_list import RunSummary
from app.store.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportSubject:
    """What is exported, settled when the export begins: a run up to `frontier`, with its attempt or its summary.

    `revelation` is there after submission only, and only if the answer was asked for.
    """

    run_id: str
    frontier: int
    last_step: int
    attempt: AttemptView | None = None
    revelation: Revelation | None = None
    run: RunSummary | None = None

    @property
    def complete(self) -> bool:
        return self.frontier >= self.last_step

    def window(self, work: Work) -> Window:
        return Window(work=work, run_id=self.run_id, frontier=self.frontier, last_step=self.last_step)


def attempt_subject(work: Work, *, reader: str, attempt_id: str, answer: bool = True) -> ExportSubject:
    """An attempt, up to its frontier now. Raises NotFound where there is none for this reader."""
    attempt = work.attempts.of(reader, attempt_id)
    window = window_on(work, attempt)
    told = read_reveal(work, reader=reader, attempt_id=attempt_id) if answer and attempt.done else None
    return ExportSubject(
        run_id=window.run_id,
        frontier=window.frontier,
        last_step=window.last_step,
        attempt=attempt_view(work, attempt),
        revelation=told,
    )


def run_subject(work: Work, *, run: str) -> ExportSubject:
    """An imported run. Raises NotFound, for a bundled run too."""
    window = imported_window(work, run)
    return ExportSubject(
        run_id=window.run_id,
        frontier=window.frontier,
        last_step=window.last_step,
        run=read_run(work, run=run),
    )


def exported_headers(store: Store, subject: ExportSubject) -> Iterator[tuple[StepHeader, ...]]:
    """The rows of the step list, some hundreds at a time."""
    for first in range(1, subject.frontier + 1, MOST_ROWS):
        with store.reading() as work:
            yield subject.window(work).headers(first, first + MOST_ROWS - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedStep:
    """A step with its row in the list and its raw spans."""

    header: StepHeader
    view: StepView
    spans: tuple[Span, ...]


def exported_steps(work: Work, subject: ExportSubject, *, first: int, last: int) -> Iterator[ExportedStep]:
    """The steps between two numbers, both included, as far as they are revealed."""
    window = subject.window(work)
    for header in window.headers(first, last):
        view = window.view(header.number)
        yield ExportedStep(header=header, view=view, spans=view.spans())
