"""One row of the step list: what a reader sees of a step before opening it."""

from dataclasses import dataclass

from app.domain.span import Status
from app.domain.step import StepKind


@dataclass(frozen=True, slots=True, kw_only=True)
class StepHeader:
    """A step without its content. `depth` counts the agents around it, from 0.

    While `running` (the step stays open past what may be seen) end, duration, status and tokens are withheld.
    `tries` counts the attempts that were folded into the step. `gist` is what it said or was asked, in a few words.
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
    rebuilt: bool = False
    repaired: bool = False
    gist: str = ""

    @property
    def running(self) -> bool:
        return self.ended_ns is None

    @property
    def duration_ms(self) -> float | None:
        return None if self.ended_ns is None else (self.ended_ns - self.started_ns) / 1e6
