"""Find a text in the revealed steps."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.passage import own_text
from app.domain.step import Run, Step
from app.practice.sitting import window_on
from app.practice.view_run import imported_window
from app.practice.window import Window
from app.replay.veil import veiled
from app.store.work import Work

MOST_HITS = 50
_BATCH = 200  # steps read at a time
_AROUND = 40  # characters shown on both sides of a match


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """The first match in a step, with the words around it."""

    number: int
    before: str
    match: str
    after: str


def find_steps(work: Work, *, reader: str, attempt_id: str, query: str) -> tuple[Hit, ...]:
    """The first 50 revealed steps that contain `query` in what they were asked or gave back, in order."""
    attempt = work.attempts.of(reader, attempt_id)
    return find_in(window_on(work, attempt, reader=reader), query)


def find_run_steps(work: Work, *, run: str, query: str) -> tuple[Hit, ...]:
    """The same in an imported run."""
    return find_in(imported_window(work, run), query)


def find_in(window: Window, query: str) -> tuple[Hit, ...]:
    """Letter case does not count; an empty query finds nothing."""
    wanted = query.strip().casefold()
    found: list[Hit] = []
    if not wanted:
        return ()
    for number, text in _texts(window):
        place = text.casefold().find(wanted)
        if place >= 0:
            found.append(_hit(number, text, place, len(wanted)))
        if len(found) == MOST_HITS:
            break
    return tuple(found)


def _texts(window: Window) -> Iterator[tuple[int, str]]:
    running = window.running()
    for first in range(1, window.frontier + 1, _BATCH):
        numbers = range(first, min(first + _BATCH, window.frontier + 1))
        steps = [veiled(step) if step.number in running else step for step in _read(window, numbers)]
        spoken = window.work.pool.messages([key for step in steps for key in step.output_messages])
        run = Run(trace_id="", steps=tuple(steps), messages=spoken)
        yield from ((step.number, own_text(step, run)) for step in steps)


def _read(window: Window, numbers: range) -> tuple[Step, ...]:
    return window.work.steps.many(window.run_id, numbers)


def _hit(number: int, text: str, place: int, length: int) -> Hit:
    return Hit(
        number=number,
        before=text[max(0, place - _AROUND) : place],
        match=text[place : place + length],
        after=text[place + length : place + length + _AROUND],
    )
