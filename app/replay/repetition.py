"""Which steps are the same again and again: turns, or calls side by side, of the same names and shapes."""

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from app.domain.header import Repetition
from app.domain.json import JSON
from app.domain.message import Message
from app.domain.step import Run, Step, StepKind

LEAST = 5  # times: fewer are as quickly read as a count of them
MOST_STEPS = 20  # of what is repeated: a longer turn is a story of its own
_DEEP = 3  # levels of arguments whose shape is compared

Key = tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class _Unit:
    """A row of the list, or a turn of rows; equal keys are told apart by nothing but what they carry."""

    first: int
    last: int
    key: Key
    turn: int | None


def repetitions(run: Run, said: Collection[int]) -> dict[int, Repetition]:
    """For each step of a repetition, that repetition. A turn with which a user spoke (`said`) is like no other.

    Where a repetition begins, and how far it goes, is told by the steps up to there alone, never by later ones.
    """
    rows = list(_rows(run))
    found: list[Repetition] = []
    turns: list[_Unit] = []
    for turn in _turns(rows):
        inside = list(_repeated(turn[1:] if _is_model(turn[0]) else turn))
        found += inside
        alone = inside or len(turn) == 1 or not _is_model(turn[0]) or turn[0].first in said
        key = (turn[0].first,) if alone else tuple(row.key for row in turn)
        turns.append(_Unit(turn[0].first, turn[-1].last, key, turn[0].turn))
    found += _repeated(turns)
    return {number: each for each in found for number in range(each.first, each.last + 1)}


def seen_repetition(
    repetition: Repetition, number: int, *, frontier: int, running: Collection[int], complete: bool
) -> Repetition | None:
    """As much of it as is over at the frontier, for a step in it; None where that is no repetition yet.

    A turn is over once a later step is revealed: it might have gone on.
    """
    still = min((each for each in running if each >= repetition.first), default=repetition.last + 1)
    last = min(repetition.last, still - 1, repetition.last if complete else frontier - 1)
    times = (last - repetition.first + 1) // repetition.size
    end = repetition.first + times * repetition.size - 1
    return Repetition(repetition.first, end, repetition.size) if times >= LEAST and number <= end else None


def _rows(run: Run) -> Iterator[_Unit]:
    """One for each step, and one for both steps of a call."""
    for step in run.steps:
        if step.same_call is not None and step.same_call < step.number:
            continue
        key: Key = (step.kind, step.lane, step.name, step.failed, step.same_call is None, _asked(step, run.messages))
        yield _Unit(step.number, step.same_call or step.number, key, step.turn)


def _asked(step: Step, messages: Mapping[str, Message]) -> Hashable:
    if step.kind is not StepKind.MODEL:
        return shape(step.input)
    said = (messages[item] for item in step.output_messages)
    return tuple((call.name, shape(call.arguments)) for message in said for call in message.calls)


def shape(value: JSON, deep: int = _DEEP) -> Hashable:
    """The keys of an object with the shapes below them, the shape of a list's first item, else the type."""
    if isinstance(value, Mapping) and deep:
        return tuple(sorted((key, shape(item, deep - 1)) for key, item in value.items()))
    if isinstance(value, Sequence) and not isinstance(value, str) and deep:
        return (list, *(shape(item, deep - 1) for item in value[:1]))
    return type(value).__name__


def _turns(rows: Sequence[_Unit]) -> Iterator[Sequence[_Unit]]:
    """The rows in turns: a model step with what follows from it; rows that follow from none, together."""
    for _, turn in groupby(rows, key=lambda row: row.turn):
        yield list(turn)


def _is_model(row: _Unit) -> bool:
    return row.key[0] is StepKind.MODEL


def _repeated(units: Sequence[_Unit]) -> Iterator[Repetition]:
    for _, like in groupby(units, key=lambda unit: unit.key):
        found = list(like)
        size = found[0].last - found[0].first + 1
        if len(found) >= LEAST and size <= MOST_STEPS:
            yield Repetition(found[0].first, found[-1].last, size)
