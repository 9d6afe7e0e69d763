"""Sums over the steps of a run: by place along it, by what they are, and which of them weigh most."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.step import Container, StepKind
from app.replay.critical_path import StepTiming
from app.store.revealed import RevealedColumns
from app.store.runs import container_of
from app.store.tables import CONTAINER, STEP, ContainerRow


@dataclass(frozen=True, slots=True, kw_only=True)
class RunPart:
    """The steps so far that are to be counted: up to `last`, and of those in `running` only how they began."""

    run_id: str
    last: int
    running: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """Some steps together. None where none of them tells."""

    steps: int
    errors: int
    input_tokens: int | None
    output_tokens: int | None
    cost_usd: float | None
    time_ns: int | None


@dataclass(frozen=True, slots=True)
class Bucket:
    """Neighbouring steps of one kind and lane; `place` counts the buckets from 0.

    `most_tokens` is the largest context of a model step among them, `longest_ns` the longest duration.
    """

    place: int
    kind: StepKind
    lane: str
    sum: Sum
    most_tokens: int | None
    longest_ns: int | None


class Figures:
    """Sums by run. Nothing here knows who may see them: `app.reading` decides."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def buckets(self, part: RunPart, *, width: int) -> tuple[Bucket, ...]:
        """The run in buckets of `width` steps, for each as many as it has kinds in lanes; in order."""
        seen, place = RevealedColumns(part.running), (STEP.number - 1) // width
        shown = (*seen.sums, func.max(seen.context).label("context"), func.max(seen.time).label("longest"))
        query = select(place.label("place"), STEP.kind, STEP.lane, *shown).where(*_within(part))
        rows = self._session.execute(
            query.group_by(place, STEP.kind, STEP.lane).order_by(place, STEP.kind, STEP.lane)
        )
        return tuple(
            Bucket(row.place, StepKind(row.kind), row.lane, _sum(row), row.context, row.longest) for row in rows
        )

    def by_kind(self, part: RunPart) -> tuple[tuple[str | None, Sum], ...]:
        return self._grouped(part, STEP.kind)

    def by_agent(self, part: RunPart) -> tuple[tuple[str | None, Sum], ...]:
        return self._grouped(part, STEP.agent)

    def by_model(self, part: RunPart) -> tuple[tuple[str | None, Sum], ...]:
        return self._grouped(part, STEP.model, of=StepKind.MODEL)

    def by_tool(self, part: RunPart) -> tuple[tuple[str | None, Sum], ...]:
        return self._grouped(part, STEP.name, of=StepKind.TOOL)

    def longest(self, part: RunPart, *, limit: int) -> tuple[int, ...]:
        """The steps that took the most time, the longest first."""
        return self._most(part, RevealedColumns(part.running).time, limit)

    def costliest(self, part: RunPart, *, limit: int) -> tuple[int, ...]:
        return self._most(part, RevealedColumns(part.running).cost, limit)

    def times(self, part: RunPart) -> tuple[StepTiming, ...]:
        """When each step ran, in order; one that runs has no end and is left by nothing so far."""
        query = select(STEP.number, STEP.started_ns, STEP.ended_ns, STEP.closes).where(*_within(part))
        return tuple(
            StepTiming(number=number, started_ns=start, ended_ns=None, closes=part.last)
            if number in part.running
            else StepTiming(number=number, started_ns=start, ended_ns=end, closes=closes)
            for number, start, end, closes in self._session.execute(query.order_by(STEP.number))
        )

    def closes(self, part: RunPart, numbers: Collection[int]) -> dict[int, int]:
        """For those of these steps that enclose others and are over, the last step inside."""
        query = select(STEP.number, STEP.closes).where(*_within(part), STEP.number.in_(numbers))
        rows = self._session.execute(query.where(STEP.closes > STEP.number))
        return {number: closes for number, closes in rows if number not in part.running}

    def containers(self, part: RunPart, *, first: int, limit: int) -> tuple[Container, ...]:
        """The containers that begin between two steps, outermost first."""
        query = select(ContainerRow).where(CONTAINER.run_id == part.run_id)
        query = query.where(CONTAINER.first >= first, CONTAINER.first <= part.last)
        return tuple(map(container_of, self._session.scalars(query.order_by(CONTAINER.place).limit(limit))))

    def _grouped(
        self, part: RunPart, column: Any, *, of: StepKind | None = None
    ) -> tuple[tuple[str | None, Sum], ...]:
        query = select(column.label("key"), *RevealedColumns(part.running).sums).where(*_within(part))
        query = query if of is None else query.where(STEP.kind == of.value)
        rows = self._session.execute(query.group_by(column).order_by(func.count().desc(), column))
        return tuple((row.key, _sum(row)) for row in rows)

    def _most(self, part: RunPart, column: Any, limit: int) -> tuple[int, ...]:
        query = select(STEP.number).where(*_within(part), column > 0)
        return tuple(self._session.scalars(query.order_by(column.desc(), STEP.number).limit(limit)))


def _within(part: RunPart) -> tuple[Any, ...]:
    return STEP.run_id == part.run_id, STEP.number <= part.last


def _sum(row: Any) -> Sum:
    return Sum(
        steps=row.steps,
        errors=row.errors,
        input_tokens=_integer(row.input_tokens),
        output_tokens=_integer(row.output_tokens),
        cost_usd=row.cost_usd,
        time_ns=_integer(row.time_ns),
    )


def _integer(number: Any) -> int | None:
    """PostgreSQL sums integers into decimals; times are summed as floating point numbers."""
    return None if number is None else int(number)
