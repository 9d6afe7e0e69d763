"""What lies inside what: containers, and steps that others lie inside, as one tree over the numbers of the steps."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

MOST_SIBLINGS = 16  # looked past on the way out: so many agents side by side, and the way leads further out


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """The steps inside something, from `first` to `last`, as far as they are revealed.

    `step` is the step that they lie inside, None for a container. `over` is false while more may come.
    """

    key: str
    first: int
    last: int
    over: bool = True
    step: int | None = None
    agent: bool = False

    @property
    def begins(self) -> int:
        """The number at which one comes upon it: the enclosing step, or the first step inside."""
        return self.first if self.step is None else self.step

    @property
    def calls(self) -> bool:
        """Whether one is called into it: an agent or a step, not a mere chain."""
        return self.agent or self.step is not None


def outer_first(stretches: Iterable[Stretch]) -> list[Stretch]:
    """In the order in which they begin; of those that begin together, the given order, and steps last."""
    return sorted(stretches, key=lambda stretch: (stretch.begins, stretch.step is not None))


@dataclass(frozen=True, slots=True)
class TreeItem:
    """A child: a step, or the stretch `inside` that stands there. It covers the numbers from `first` to `last`."""

    first: int
    last: int
    inside: Stretch | None = None

    @property
    def is_step(self) -> bool:
        return self.inside is None or self.inside.step is not None


@dataclass(frozen=True, slots=True)
class Branch:
    """The children of a stretch, or of the run: what is not in `inner` are single steps."""

    first: int
    last: int
    inner: tuple[Stretch, ...]

    @property
    def count(self) -> int:
        return self._before(len(self.inner), self.last + 1)

    def place(self, number: int) -> int:
        """Which child, from 0, covers a number."""
        at = bisect_right(self.inner, number, key=lambda stretch: stretch.begins)
        if at and number <= self.inner[at - 1].last:
            return self._before(at - 1, self.inner[at - 1].begins)
        return self._before(at, number)

    def items(self, start: int, size: int) -> Iterator[TreeItem]:
        """So many children from the place `start` on."""
        number, end = self._at(start), min(start + size, self.count)
        at = bisect_right(self.inner, number - 1, key=lambda stretch: stretch.begins)
        for _ in range(start, end):
            if at < len(self.inner) and self.inner[at].begins == number:
                yield TreeItem(number, self.inner[at].last, self.inner[at])
                number, at = self.inner[at].last + 1, at + 1
            else:
                yield TreeItem(number, number)
                number += 1

    def _before(self, inner: int, number: int) -> int:
        """How many children lie before a number that so many inner stretches lie before."""
        covered = sum(stretch.last - stretch.begins for stretch in self.inner[:inner])
        return number - self.first - covered

    def _at(self, place: int) -> int:
        """The number at which a child begins."""
        number = self.first + place
        for stretch in self.inner:
            if stretch.begins >= number:
                break
            number += stretch.last - stretch.begins
        return number


class RunTree:
    """All stretches of what is revealed. What crosses the end of what is around it is cut there."""

    def __init__(self, stretches: Iterable[Stretch], *, last: int) -> None:
        self._last = last
        self._stretches: dict[str, Stretch] = {}
        self._inner: dict[str | None, list[Stretch]] = {}
        self._above: dict[str, str | None] = {}
        waiting: list[Stretch] = []
        for stretch in outer_first(stretches):
            while waiting and waiting[-1].last < stretch.begins:
                waiting.pop()
            cut = replace(stretch, last=min([stretch.last, last, *(above.last for above in waiting[-1:])]))
            if cut.first <= cut.last:
                above = waiting[-1].key if waiting else None
                self._stretches[cut.key] = cut
                self._above[cut.key] = above
                self._inner.setdefault(above, []).append(cut)
                waiting.append(cut)

    def stretch(self, key: str) -> Stretch | None:
        return self._stretches.get(key)

    def branch(self, key: str | None) -> Branch:
        """The children of a stretch, of the whole run for None."""
        inner = tuple(self._inner.get(key, ()))
        if key is None:
            return Branch(1, self._last, inner)
        stretch = self._stretches[key]
        return Branch(stretch.first, stretch.last, inner)

    def path(self, number: int) -> tuple[Stretch, ...]:
        """The stretches around a step, the outermost first."""
        found: list[Stretch] = []
        key: str | None = None
        while True:
            inner = self._inner.get(key, [])
            at = bisect_right(inner, number, key=lambda stretch: stretch.begins)
            if not at or not inner[at - 1].first <= number <= inner[at - 1].last:
                return tuple(found)
            found.append(inner[at - 1])
            key = inner[at - 1].key

    def level(self, key: str) -> int:
        """How many stretches are around one, itself counted."""
        level, above = 1, self._above[key]
        while above is not None:
            level, above = level + 1, self._above[above]
        return level


def step_over(number: int, around: Sequence[Stretch], *, own: Stretch | None, frontier: int) -> int | None:
    """The first revealed step after what begins at this one; the next step where nothing does.

    `around` are the stretches around the step, the outermost first, and `own` is the one inside it. The
    outermost is the run itself and never stepped over. None at the frontier, and while the agent that begins
    here, or the step itself, is not over.
    """
    begun = [stretch for stretch in around[1:] if stretch.begins == number] + ([own] if own else [])
    for stretch in begun:
        if stretch.over and stretch.last < frontier:
            return stretch.last + 1
        if stretch.calls and number > 1:  # nobody calls what the run begins with
            return None
    return number + 1 if number < frontier else None


def step_out(number: int, around: Callable[[int], Sequence[Stretch]]) -> int | None:
    """The step that the agent around this one was called from: the nearest earlier one that lies further out.

    `around` gives the stretches around any earlier step. None where nothing further out comes before.
    """
    here = _called(around(number))
    for stretch in reversed(here):
        found = _before(stretch, here, around)
        if found is not None:
            return found
    return None


def _before(stretch: Stretch, here: Sequence[Stretch], around: Callable[[int], Sequence[Stretch]]) -> int | None:
    keys = {each.key for each in here}
    number = stretch.begins if stretch.step is not None else stretch.first - 1
    for _ in range(MOST_SIBLINGS):
        if number < 1:
            break
        there = _called(around(number))
        other = next((each for each in there if each.key not in keys), None)
        if other is None:
            return number if len(there) < len(here) else None
        number = other.begins - (other.step is None)
    return None


def _called(around: Iterable[Stretch]) -> list[Stretch]:
    return [stretch for stretch in around if stretch.calls]
