"""Try a fix: what a reader expects of a change, before its run is shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.answer import RemedyOutcome
from app.domain.errors import NotFound


class Expected(StrEnum):
    """What a reader expects of the check, once a change was applied."""

    PASSES = "passes"
    FAILS = "fails"


@dataclass(frozen=True, slots=True)
class FixGuess:
    """A change, and what was expected of it."""

    remedy: str
    expected: Expected

    def __str__(self) -> str:
        return f"{self.expected.value}:{self.remedy}"


def guesses(
    tried: Iterable[str], *, remedy: str | None, expected: Expected | None, known: Sequence[RemedyOutcome]
) -> tuple[FixGuess, ...]:
    """What was expected of the changes tried so far and of the one chosen now, each with the first word on it.

    A change of which nothing was said is no guess yet. Raises NotFound for one that is not known.
    """
    found: dict[str, FixGuess] = {}
    for told in [*tried, *([f"{expected or ''}:{remedy}"] if remedy else [])]:
        word, _, name = told.partition(":")
        if name not in {each.id for each in known}:
            raise NotFound("there is no such remedy")
        if word in set(Expected):
            found[name] = found.pop(name, FixGuess(name, Expected(word)))
    return tuple(found.values())


def verdict(expected: Expected, *, passes: bool) -> str:
    """What a reader expected beside what came of it."""
    came = Expected.PASSES if passes else Expected.FAILS
    wanted = "pass" if expected is Expected.PASSES else "fail"
    return f"You expected it to {wanted}{', as it does' if expected is came else f'; it {came.value}'}."
