"""What a step needs to know of the rest of its run, worked out once when the run is imported."""

from dataclasses import dataclass

from app.domain.step import Run
from app.replay.basis import Basis, bases
from app.replay.frontier import closes_at
from app.replay.totals import Totals, running_totals


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRelations:
    """Kept beside a step, so that its delta can be read without reading the run.

    `closes_at` is the last step inside this one (its own number for a step that encloses none);
    `totals` are sums over all steps up to and with this one.
    """

    step: int
    closes_at: int
    totals: Totals
    basis: Basis | None = None


def step_relations(run: Run) -> tuple[StepRelations, ...]:
    """The relations of each step, in order."""
    basis, closes = bases(run), closes_at(run)
    return tuple(
        StepRelations(
            step=step.number,
            closes_at=closes.get(step.number, step.number),
            totals=totals,
            basis=basis.get(step.number),
        )
        for step, totals in zip(run.steps, running_totals(run.steps), strict=True)
    )
