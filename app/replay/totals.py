"""What a run has used up to a step: a roll-up that never looks past it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from app.domain.step import Step

N = TypeVar("N", int, float)


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Sums over the steps up to and with `step`; a None in between counts as nothing known, not as nothing."""

    step: int = 0
    input_tokens: int | None = None
    output_tokens: int | None = None
    cached_tokens: int | None = None
    cost_usd: float | None = None
    errors: int = 0

    def with_step(self, step: Step) -> "Totals":
        return Totals(
            step=step.number,
            input_tokens=_plus(self.input_tokens, step.usage.input_tokens),
            output_tokens=_plus(self.output_tokens, step.usage.output_tokens),
            cached_tokens=_plus(self.cached_tokens, step.usage.cached_tokens),
            cost_usd=_plus(self.cost_usd, step.cost_usd),
            errors=self.errors + step.failed,
        )


NOTHING_USED = Totals()


def running_totals(steps: Iterable[Step]) -> Iterator[Totals]:
    """The totals as each step leaves them, in order: kept beside the steps, one is read without the others."""
    totals = NOTHING_USED
    for step in steps:
        totals = totals.with_step(step)
        yield totals


def _plus(known: N | None, more: N | None) -> N | None:
    if known is None or more is None:
        return more if known is None else known
    return known + more
