"""What lies inside what: the containers of a run, and the steps that others lie inside."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app.domain.step import Container
from app.replay.totals import Totals
from app.store.enclosing import steps_around
from app.store.runs import container_of
from app.store.steps import totals_of
from app.store.tables import CONTAINER, STEP, ContainerRow

_SUMS = (STEP.number, STEP.sum_errors, STEP.sum_input, STEP.sum_output, STEP.sum_cached, STEP.sum_cost)
_RUN: Any = bindparam("run")
_NUMBER: Any = bindparam("number")
_LAST: Any = bindparam("last")
# What every page asks is put into words once: SQLAlchemy takes longer to build a statement than SQLite to answer it.
_CLOSES = select(STEP.closes).where(STEP.run_id == _RUN, STEP.number == _NUMBER)
_AROUND = (
    select(STEP.number, STEP.closes)
    .where(STEP.run_id == _RUN, STEP.number.in_(steps_around(_RUN, _NUMBER)), STEP.closes >= _NUMBER)
    .order_by(STEP.number.desc())
)
_FAR = 1000  # steps; in a run of one lane, the search for another would read all of it


def _agent_beside(before_or_after: Any, *order: Any) -> Any:
    own = cast("Any", ContainerRow).__table__.alias("own").c
    same = (own.run_id == _RUN, own.id == bindparam("container"), CONTAINER.parent == own.parent)
    query = select(*CONTAINER).where(CONTAINER.run_id == _RUN, *same, CONTAINER.agent.is_not(None))
    return query.where(*before_or_after(own)).order_by(*order).limit(1)


_AGENT_BEFORE = _agent_beside(lambda own: [CONTAINER.last < own.first], CONTAINER.first.desc(), CONTAINER.place)
_AGENT_AFTER = _agent_beside(lambda own: [CONTAINER.first > own.last, CONTAINER.first <= _LAST], CONTAINER.first)


def _lanes_beside() -> Any:
    own = select(STEP.lane).where(STEP.run_id == _RUN, STEP.number == _NUMBER).scalar_subquery()
    others = select(STEP.number).where(STEP.run_id == _RUN, STEP.lane != own).limit(1)
    before = others.where(STEP.number < _NUMBER, STEP.number >= bindparam("least")).order_by(STEP.number.desc())
    after = others.where(STEP.number > _NUMBER, STEP.number <= _LAST).order_by(STEP.number)
    return select(before.scalar_subquery(), after.scalar_subquery())


_OTHER_LANES = _lanes_beside()


@dataclass(frozen=True, slots=True)
class Bounds:
    """The last step inside a step, its own number where none is, and the steps that it lies inside.

    `above` has the nearest first, each with the last inside it.
    """

    closes: int
    above: tuple[tuple[int, int], ...]


class RunTrees:
    """Nesting by run id. Nothing here knows who may see it: `app.reading` decides."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def containers(self, run_id: str, *, last: int) -> tuple[Container, ...]:
        """All containers that begin up to a step, outer before inner."""
        query = select(*CONTAINER).where(CONTAINER.run_id == run_id, CONTAINER.first <= last)
        return tuple(map(container_of, self._session.execute(query.order_by(CONTAINER.place))))

    def enclosing(self, run_id: str, *, last: int) -> tuple[tuple[int, int], ...]:
        """The steps up to a number that others lie inside, each with the last of those."""
        query = select(STEP.number, STEP.closes).where(
            STEP.run_id == run_id, STEP.number <= last, STEP.closes > STEP.number
        )
        return tuple((row.number, row.closes) for row in self._session.execute(query.order_by(STEP.number)))

    def bounds(self, run_id: str, number: int) -> Bounds:
        """What lies inside a step, and what it lies inside."""
        asked = {"run": run_id, "number": number}
        found = tuple((row.number, row.closes) for row in self._session.execute(_AROUND, asked))
        return Bounds(self._session.scalars(_CLOSES, asked).one(), found)

    def agents_beside(self, run_id: str, container: str, *, last: int) -> tuple[Container | None, Container | None]:
        """The agents under the same parent that begin before and after one, up to a step."""
        asked = {"run": run_id, "container": container, "last": last}
        rows = (self._session.execute(query, asked).first() for query in (_AGENT_BEFORE, _AGENT_AFTER))
        earlier, later = (None if row is None else container_of(row) for row in rows)
        return earlier, later

    def sums(self, run_id: str, numbers: Collection[int]) -> dict[int, Totals]:
        """What the run had used up to each of these steps."""
        query = select(*_SUMS).where(STEP.run_id == run_id, STEP.number.in_(numbers))
        return {row.number: totals_of(row) for row in self._session.execute(query)}

    def other_lanes(self, run_id: str, number: int, *, last: int) -> tuple[int | None, int | None]:
        """The nearest steps before and after one, up to `last`, that are in another lane: at most _FAR away."""
        asked = {"run": run_id, "number": number, "least": number - _FAR, "last": min(last, number + _FAR)}
        earlier, later = self._session.execute(_OTHER_LANES, asked).one()
        return earlier, later
