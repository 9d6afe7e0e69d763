"""A scenario's public half: the task, its brief, and its variants."""

from dataclasses import dataclass, replace
from enum import StrEnum


class Reveal(StrEnum):
    """How steps become visible: all at once, one at a time, or by the interviewer's hand."""

    OPEN = "open"
    FORWARD = "forward"
    HELD = "held"


class Difficulty(StrEnum):
    WARM_UP = "warm-up"
    STANDARD = "standard"
    HARD = "hard"


class Player(StrEnum):
    """Who played the model when a run was recorded: a policy written by hand, or a language model at an endpoint."""

    SCRIPTED = "scripted"
    HTTP = "http"


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """The same scenario with another seed. `id` is one lower-case letter and tells nothing.

    `run` is the opaque id of the run that a reader is shown; for a fault it is the broken arm,
    for a clean control the healthy one. `player` is None where the recording does not say who played its model.
    """

    id: str
    seed: int
    run: str
    ticket: str
    player: Player | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """What a candidate may know before reading. Texts are Markdown; `minutes` is the time a sitting takes.

    `ticket` (on the variant, since names differ) is what the user or the business noticed;
    `may_do` is what the agent was allowed and had tools for; `expected` is what should have happened.
    """

    slug: str
    title: str
    world: str
    agent: str
    difficulty: Difficulty
    minutes: int
    skills: tuple[str, ...]
    may_do: str
    expected: str
    variants: tuple[Variant, ...]

    @property
    def warm_up(self) -> bool:
        """Whether it is a small run to learn the screen on: read with help, and no measure of anybody."""
        return self.difficulty is Difficulty.WARM_UP

    def alone(self, variant: str) -> "Scenario":
        """The scenario with one of its variants."""
        return replace(self, variants=tuple(each for each in self.variants if each.id == variant))
