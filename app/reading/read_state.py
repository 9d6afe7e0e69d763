"""Read the state of a run at a step, as far as the run is revealed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.step import Step
from app.reading.window import Window
from app.replay.state import KeyState, key_state

MOST_KEYS = 60  # in one answer; the others are asked for
MOST_READ = 240  # steps that one answer may unpack
MOST_WRITES = 12  # of one key; earlier ones are counted
MOST_MEMORY = 20  # memory steps, the latest


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenState:
    """`keys` are those after the first `hidden_before`; `hidden_after` counts the ones after them.

    `memory` are the latest memory steps, in order; `hidden_memory` counts the earlier ones.
    """

    keys: tuple[KeyState, ...]
    hidden_before: int
    hidden_after: int
    memory: tuple[Step, ...]
    hidden_memory: int


def read_state(window: Window, number: int, *, first: int = 1) -> SeenState:
    """The keys from the `first` on, at the end of a revealed step. Raises NotRevealed past the frontier.

    What a step wrote that is still open there is not told: it wrote that at its end. The cost does not grow with
    the run, but for the index of its writes.
    """
    window.check(number)
    index = window.work.runs.state_index(window.run_id).until(number, but=_open(window, number))
    skipped = min(max(0, first - 1), max(0, len(index.keys) - 1))
    keys = dict(list(index.keys.items())[skipped : skipped + MOST_KEYS])
    latest = {key: numbers[-_room(keys) :] for key, numbers in keys.items()}
    remembered = index.memory[-MOST_MEMORY:]
    steps = _steps(window, [*remembered, *(each for numbers in latest.values() for each in numbers)])
    return SeenState(
        keys=tuple(key_state(key, numbers, _only(steps, latest[key])) for key, numbers in keys.items()),
        hidden_before=skipped,
        hidden_after=len(index.keys) - skipped - len(keys),
        memory=tuple(steps[each] for each in remembered),
        hidden_memory=len(index.memory) - len(remembered),
    )


def _open(window: Window, number: int) -> frozenset[int]:
    """The steps that are not over at the end of this one, or not at the frontier."""
    around = {header.number for header in window.work.steps.open_at(window.run_id, number)}
    return window.running() | (around - {number})


def _room(keys: Mapping[str, object]) -> int:
    return min(MOST_WRITES, max(1, MOST_READ // max(1, len(keys))))


def _steps(window: Window, numbers: Sequence[int]) -> dict[int, Step]:
    return {step.number: step for step in window.work.steps.many(window.run_id, set(numbers))}


def _only(steps: Mapping[int, Step], numbers: Sequence[int]) -> dict[int, Step]:
    return {number: steps[number] for number in numbers}
