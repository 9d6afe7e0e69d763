"""One row of the step list: what a reader sees of a step before opening it."""

from dataclasses import dataclass

from app.domain.span import Status
from app.domain.step import StepKind


@dataclass(frozen=True, slots=True)
class Repetition:
    """Steps from `first` to `last` that are the same `size` steps again and again: alike in what they ask for."""

    first: int
    last: int
    size: int

    @property
    def times(self) -> int:
        return (self.last - self.first + 1) // self.size


@dataclass(frozen=True, slots=True, kw_only=True)
class StepHeader:
    """A step without its content. `depth` counts the agents around it, from 0.

    While `running` (the step stays open past what may be seen) end, duration, status and tokens are withheld.
    `tries` counts the attempts that were folded into the step; `first_try` is a word for the first, where that failed
    and another followed. `gist` is what it said or was asked, in a few words.
    `same_call` is the step that is one call with this one, and `repetition` what the step is a part of, as far as
    either is revealed. `user_words` are the beginnings of what a user said that entered the context with this step.
    """

    number: int
    label: str
    kind: StepKind
    name: str
    agent: str | None
    lane: str
    depth: int
    turn: int | None
    parallel_group: int | None
    status: Status
    failed: bool
    started_ns: int
    ended_ns: int | None
    model: str | None = None
    input_tokens: int | None = None
    output_tokens: int | None = None
    cost_usd: float | None = None
    tries: int = 1
    first_try: str = ""
    rebuilt: bool = False
    repaired: bool = False
    gist: str = ""
    same_call: int | None = None
    repetition: Repetition | None = None
    user_words: tuple[str, ...] = ()

    @property
    def inner(self) -> int | None:
        """The access that this tool's call consists of."""
        return self.same_call if self.same_call is not None and self.same_call > self.number else None

    @property
    def outer(self) -> int | None:
        """The tool's call that this access is."""
        return self.same_call if self.same_call is not None and self.same_call < self.number else None

    @property
    def running(self) -> bool:
        return self.ended_ns is None

    @property
    def tries_words(self) -> str:
        return tries_words(self.tries, self.first_try)

    @property
    def duration_ms(self) -> float | None:
        return None if self.ended_ns is None else (self.ended_ns - self.started_ns) / 1e6


def tries_words(tries: int, first: str) -> str:
    """`2 tries, first 429`; empty for what was tried once."""
    told = f", first {first}" if first else ""
    return f"{tries} tries{told}" if tries > 1 else ""
