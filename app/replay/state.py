"""What the run's memory, scratchpad or world looked like at a step, from what earlier steps wrote."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.json import JSON
from app.domain.step import Step, StepKind


@dataclass(frozen=True, slots=True, kw_only=True)
class StateIndex:
    """Where a run's state was written.

    For each key, in the order of first writes, the steps that wrote it, the last one last; and the memory steps.
    """

    keys: Mapping[str, Sequence[int]] = field(default_factory=dict)
    memory: Sequence[int] = ()

    def until(self, number: int, *, but: frozenset[int]) -> "StateIndex":
        """The index as it stood at a step, without the steps that are not over by then."""
        kept = {key: _seen(steps, number, but) for key, steps in self.keys.items()}
        return StateIndex(
            keys={key: steps for key, steps in kept.items() if steps}, memory=_seen(self.memory, number, but)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class StateWrite:
    """A step's change of one key; `place` counts the changes of that step from 1. None stands for absent."""

    step: int
    place: int
    before: JSON
    after: JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyState:
    """A key and its writes, the last one first. `earlier` counts the writes before those."""

    key: str
    writes: tuple[StateWrite, ...]
    earlier: int = 0

    @property
    def last(self) -> StateWrite:
        return self.writes[0]

    @property
    def removed(self) -> bool:
        return self.last.after is None


def state_index(steps: Iterable[Step], closes: Mapping[int, int] | None = None) -> StateIndex:
    """The index of a run's steps. `closes` names the last step inside each: only after that one it wrote."""
    ends = closes or {}
    known = list(steps)
    keys: dict[str, list[int]] = {}
    for step in sorted(known, key=lambda each: (ends.get(each.number, each.number), -each.number)):
        for key in dict.fromkeys(change.key for change in step.state):
            keys.setdefault(key, []).append(step.number)
    return StateIndex(keys=keys, memory=[step.number for step in known if step.kind is StepKind.MEMORY])


def key_state(key: str, numbers: Sequence[int], steps: Mapping[int, Step]) -> KeyState:
    """The key's state after the steps with these numbers, of which the latest are in `steps`."""
    writes = [
        StateWrite(step=number, place=place, before=change.before, after=change.after)
        for number in reversed(numbers)
        if number in steps
        for place, change in enumerate(steps[number].state, 1)
        if change.key == key
    ]
    return KeyState(key=key, writes=tuple(writes), earlier=sum(number not in steps for number in numbers))


def _seen(steps: Sequence[int], number: int, but: frozenset[int]) -> list[int]:
    return [step for step in steps if step <= number and step not in but]
