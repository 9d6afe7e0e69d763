"""What lies inside what: the containers of a run, and the steps that others lie inside."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.step import Container
from app.replay.totals import Totals
from app.store.enclosing import steps_around
from app.store.runs import container_of
from app.store.tables import CONTAINER, STEP, ContainerRow

_SUMS = (STEP.number, STEP.sum_errors, STEP.sum_input, STEP.sum_output, STEP.sum_cached, STEP.sum_cost)
_FAR = 1000  # steps; in a run of one lane, the search for another would read all of it


@dataclass(frozen=True, slots=True)
class Bounds:
    """The last step inside a step, its own number where none is, and the steps that it lies inside.

    `above` has the nearest first, each with the last inside it.
    """

    closes: int
    above: tuple[tuple[int, int], ...]


class Nests:
    """Nesting by run id. Nothing here knows who may see it: `app.practice` decides."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def containers(self, run_id: str, *, last: int) -> tuple[Container, ...]:
        """All containers that begin up to a step, outer before inner."""
        query = select(ContainerRow).where(CONTAINER.run_id == run_id, CONTAINER.first <= last)
        return tuple(map(container_of, self._session.scalars(query.order_by(CONTAINER.place))))

    def enclosing(self, run_id: str, *, last: int) -> tuple[tuple[int, int], ...]:
        """The steps up to a number that others lie inside, each with the last of those."""
        query = select(STEP.number, STEP.closes).where(
            STEP.run_id == run_id, STEP.number <= last, STEP.closes > STEP.number
        )
        return tuple((row.number, row.closes) for row in self._session.execute(query.order_by(STEP.number)))

    def bounds(self, run_id: str, number: int) -> Bounds:
        """What lies inside a step, and what it lies inside."""
        closes = select(STEP.closes).where(STEP.run_id == run_id, STEP.number == number)
        around = select(STEP.number, STEP.closes).where(
            STEP.run_id == run_id, STEP.number.in_(steps_around(run_id, number)), STEP.closes >= number
        )
        found = self._session.execute(around.order_by(STEP.number.desc()))
        return Bounds(self._session.scalars(closes).one(), tuple((row.number, row.closes) for row in found))

    def agents_beside(self, run_id: str, container: str, *, last: int) -> tuple[Container | None, Container | None]:
        """The agents under the same parent that begin before and after one, up to a step."""
        own = self._session.get_one(ContainerRow, (run_id, container))
        beside = select(ContainerRow).where(
            CONTAINER.run_id == run_id, CONTAINER.parent == own.parent, CONTAINER.agent.is_not(None)
        )
        before = beside.where(CONTAINER.last < own.first).order_by(CONTAINER.first.desc(), CONTAINER.place)
        after = beside.where(CONTAINER.first > own.last, CONTAINER.first <= last).order_by(CONTAINER.first)
        rows = (self._session.scalars(query.limit(1)).first() for query in (before, after))
        earlier, later = (None if row is None else container_of(row) for row in rows)
        return earlier, later

    def sums(self, run_id: str, numbers: Collection[int]) -> dict[int, Totals]:
        """What the run had used up to each of these steps."""
        query = select(*_SUMS).where(STEP.run_id == run_id, STEP.number.in_(numbers))
        return {row.number: _totals(row) for row in self._session.execute(query)}

    def other_lanes(self, run_id: str, number: int, *, last: int) -> tuple[int | None, int | None]:
        """The nearest steps before and after one, up to `last`, that are in another lane: at most _FAR away."""
        own = select(STEP.lane).where(STEP.run_id == run_id, STEP.number == number).scalar_subquery()
        others = select(STEP.number).where(STEP.run_id == run_id, STEP.lane != own)
        before = (
            others.where(STEP.number < number, STEP.number >= number - _FAR).order_by(STEP.number.desc()).limit(1)
        )
        within = (STEP.number > number, STEP.number <= min(last, number + _FAR))
        after = others.where(*within).order_by(STEP.number).limit(1)
        earlier, later = self._session.execute(select(before.scalar_subquery(), after.scalar_subquery())).one()
        return earlier, later


def _totals(row: Any) -> Totals:
    return Totals(
        step=row.number,
        input_tokens=row.sum_input,
        output_tokens=row.sum_output,
        cached_tokens=row.sum_cached,
        cost_usd=row.sum_cost,
        errors=row.sum_errors,
    )
