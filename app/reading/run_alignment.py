"""Two recorded runs aligned, once: runs do not change, and no page aligns them anew."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from app.domain.step import Run, Step, StepKind
from app.replay.aligned_calls import AlignedCalls, aligned_calls
from app.replay.alignment import Alignment, AlignmentRow, align
from app.store.work import Work

KEPT = 32  # pairs of runs; all arms of five variants, a megabyte for each 10,000 steps


@dataclass(frozen=True, slots=True, kw_only=True)
class RunAlignment:
    """An alignment, step by step and call by call: `acts` are the indices of calls in which either run changed state.

    `answers` are the last model steps of both, which say how each run ended; None for a run without any.
    """

    alignment: Alignment
    calls: AlignedCalls
    acts: tuple[int, ...]
    answers: tuple[int | None, int | None]


_kept: OrderedDict[tuple[str, ...], RunAlignment] = OrderedDict()
_keeping = Lock()


def run_alignment(work: Work, shown: str, other: str) -> RunAlignment:
    """The two runs with these ids, aligned. Raises NotFound."""
    key = shown, work.runs.content(shown), other, work.runs.content(other)
    with _keeping:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    found = _align(work.full_run(shown), work.full_run(other))
    with _keeping:
        _kept[key] = found
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return found


def _align(shown: Run, other: Run) -> RunAlignment:
    alignment = align(shown, other)
    calls = aligned_calls(alignment, shown, other)
    acts = calls.places_of(row for row in alignment.rows if _acted(row, shown, other))
    return RunAlignment(alignment=alignment, calls=calls, acts=acts, answers=(_last_words(shown), _last_words(other)))


def _acted(row: AlignmentRow, shown: Run, other: Run) -> bool:
    steps: list[Step] = []
    if row.left is not None:
        steps.append(shown.steps[row.left - 1])
    if row.right is not None:
        steps.append(other.steps[row.right - 1])
    return any(step.state for step in steps)


def _last_words(run: Run) -> int | None:
    spoken = (step.number for step in reversed(run.steps) if step.kind is StepKind.MODEL and step.output_messages)
    return next(spoken, None)
