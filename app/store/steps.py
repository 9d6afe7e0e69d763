"""Steps of a run: windows of the list, one step with its spans, and what they add up to."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Session

from app.domain.errors import NotFound
from app.domain.header import Repetition, StepHeader
from app.domain.inside import Inside
from app.domain.span import Span, Status
from app.domain.step import Step, StepKind
from app.replay.arrivals import Arrivals
from app.replay.basis import Basis, Match
from app.replay.step_relations import StepRelations
from app.replay.totals import Totals
from app.store.enclosing import steps_around
from app.store.packed import unpack
from app.store.pool import ContentPool
from app.store.span_chunks import span_from_json
from app.store.step_payload import read_inside, read_step
from app.store.tables import CHUNK, STEP

_SHOWN = (
    *(STEP.number, STEP.label, STEP.kind, STEP.name, STEP.agent, STEP.lane, STEP.depth, STEP.turn),
    *(STEP.parallel_group, STEP.status, STEP.failed, STEP.started_ns, STEP.ended_ns, STEP.model),
    *(STEP.input_tokens, STEP.output_tokens, STEP.cost_usd, STEP.tries, STEP.rebuilt, STEP.repaired, STEP.gist),
    *(STEP.same_call, STEP.first_try, STEP.user_words, STEP.repeat_first, STEP.repeat_last, STEP.repeat_size),
)
_NAMES = tuple(column.key for column in _SHOWN)
_RELATION_COLUMNS = (
    *(STEP.number, STEP.closes, STEP.basis, STEP.basis_match),
    *(STEP.sum_errors, STEP.sum_input, STEP.sum_output, STEP.sum_cached, STEP.sum_cost),
)
_RUN: Any = bindparam("run")
_NUMBER: Any = bindparam("number")
_FIRST: Any = bindparam("first")
_LAST: Any = bindparam("last")
# What every page asks is put into words once: SQLAlchemy takes longer to build a statement than SQLite to answer it.
_ONE = select(STEP.payload, *_RELATION_COLUMNS).where(STEP.run_id == _RUN, STEP.number == _NUMBER)
_RELATIONS_OF = select(*_RELATION_COLUMNS).where(STEP.run_id == _RUN, STEP.number == _NUMBER)
_INSIDE = select(STEP.number, STEP.inner).where(
    STEP.run_id == _RUN, STEP.number.in_(bindparam("numbers", expanding=True)), STEP.inner.is_not(None)
)
_OF_TURN = (
    select(STEP.payload)
    .where(STEP.run_id == _RUN, STEP.turn == _NUMBER, STEP.number >= _FIRST, STEP.number <= _LAST)
    .order_by(STEP.number)
)
_ROWS = select(*_SHOWN).where(STEP.run_id == _RUN, STEP.number >= _FIRST, STEP.number <= _LAST).order_by(STEP.number)
_ROWS_AT = (
    select(*_SHOWN)
    .where(STEP.run_id == _RUN, STEP.number.in_(bindparam("numbers", expanding=True)))
    .order_by(STEP.number)
)
_OPEN = (
    select(*_SHOWN)
    .where(
        STEP.run_id == _RUN,
        or_(STEP.number == _NUMBER, STEP.number.in_(steps_around(_RUN, _NUMBER))),
        STEP.closes > STEP.number,
        STEP.closes >= _NUMBER,
    )
    .order_by(STEP.number.desc())
)
_OTHER_TURN = (
    select(STEP.number)
    .where(STEP.run_id == _RUN, STEP.number >= _FIRST, STEP.number <= _LAST)
    .where(or_(STEP.turn.is_(None), STEP.turn != _NUMBER))
    .limit(1)
)
_ALONE = (
    select(func.min(STEP.number))
    .where(STEP.run_id == _RUN, STEP.number <= _LAST, STEP.parallel_group.is_not(None))
    .group_by(STEP.parallel_group)
    .having(func.count() == 1)
)
_KEPT = 16  # steps; an export reads every step of a run in one unit of work


@dataclass(frozen=True, slots=True)
class StoredStep:
    """A step with its relations, where its spans are, and what of its content had arrived before it."""

    step: Step
    relations: StepRelations
    places: tuple[tuple[int, int], ...]
    arrivals: Arrivals


class Steps:
    """Steps by run id and number. Nothing here knows who may see them: `app.reading` decides."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._pool = ContentPool(session)
        self._read: dict[tuple[str, int], StoredStep] = {}  # steps never change; a page asks for one more than once
        self._open: dict[tuple[str, int], tuple[StepHeader, ...]] = {}  # nor does what encloses others

    def one(self, run_id: str, number: int) -> StoredStep:
        """Raises NotFound for a number that the run does not have."""
        if (run_id, number) not in self._read:
            row = self._session.execute(_ONE, {"run": run_id, "number": number}).first()
            if row is None:
                raise NotFound("there is no such step")
            body = read_step(row.payload, self._pool, run_id=run_id)
            if len(self._read) == _KEPT:
                self._read.clear()
            self._read[run_id, number] = StoredStep(body.step, _relations(row), body.places, body.arrivals)
        return self._read[run_id, number]

    def many(self, run_id: str, numbers: Collection[int]) -> tuple[Step, ...]:
        """The steps with these numbers, in order."""
        query = select(STEP.payload).where(STEP.run_id == run_id, STEP.number.in_(numbers)).order_by(STEP.number)
        return self._steps(run_id, self._session.scalars(query))

    def insides(self, run_id: str, numbers: Collection[int]) -> dict[int, Inside]:
        """The inner spans of those of the steps that have some."""
        found = self._session.execute(_INSIDE, {"run": run_id, "numbers": list(numbers)})
        return {number: read_inside(body) for number, body in found}

    def of_turn(self, run_id: str, turn: int, *, first: int, last: int) -> tuple[Step, ...]:
        """The steps between two numbers that a model step asked for."""
        asked = {"run": run_id, "number": turn, "first": first, "last": last}
        return self._steps(run_id, self._session.scalars(_OF_TURN, asked))

    def all(self, run_id: str) -> tuple[Step, ...]:
        """Every step: for the alignment of whole runs, never for a page of one step."""
        query = select(STEP.payload).where(STEP.run_id == run_id).order_by(STEP.number)
        return self._steps(run_id, self._session.scalars(query))

    def _steps(self, run_id: str, payloads: Iterable[bytes]) -> tuple[Step, ...]:
        return tuple(read_step(payload, self._pool, run_id=run_id).step for payload in payloads)

    def headers(self, run_id: str, *, first: int, last: int) -> tuple[StepHeader, ...]:
        """The rows of the step list between two numbers, both included."""
        asked = {"run": run_id, "first": first, "last": last}
        return tuple(map(_header, self._session.execute(_ROWS, asked)))

    def headers_at(self, run_id: str, numbers: Collection[int]) -> tuple[StepHeader, ...]:
        """The rows of some steps, in order."""
        asked = {"run": run_id, "numbers": list(numbers)}
        return tuple(map(_header, self._session.execute(_ROWS_AT, asked)))

    def relations(self, run_id: str, number: int) -> StepRelations:
        if (run_id, number) in self._read:
            return self._read[run_id, number].relations
        row = self._session.execute(_RELATIONS_OF, {"run": run_id, "number": number}).first()
        if row is None:
            raise NotFound("there is no such step")
        return _relations(row)

    def open_at(self, run_id: str, frontier: int) -> tuple[StepHeader, ...]:
        """The steps that enclose others and close at the frontier or after it, the innermost first."""
        if (run_id, frontier) not in self._open:
            found = self._session.execute(_OPEN, {"run": run_id, "number": frontier})
            self._open[run_id, frontier] = tuple(map(_header, found))
        return self._open[run_id, frontier]

    def only_of_turn(self, run_id: str, turn: int, *, first: int, last: int) -> bool:
        """Whether every step between two numbers belongs to this turn."""
        asked = {"run": run_id, "number": turn, "first": first, "last": last}
        return self._session.scalars(_OTHER_TURN, asked).first() is None

    def alone_in_group(self, run_id: str, *, last: int) -> frozenset[int]:
        """The steps up to a number that are the only ones of their parallel group up to there."""
        return frozenset(self._session.scalars(_ALONE, {"run": run_id, "last": last}))

    def spans(self, run_id: str, places: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
        """The raw spans at these places."""
        wanted = {number for number, _ in places}
        query = select(CHUNK.place, CHUNK.body).where(CHUNK.run_id == run_id, CHUNK.place.in_(wanted))
        bodies = {number: cast("list[Any]", unpack(body)) for number, body in self._session.execute(query)}
        return tuple(span_from_json(bodies[number][index]) for number, index in places)


def _header(row: Any) -> StepHeader:
    told = dict(zip(_NAMES, row, strict=True))  # a page reads 120 rows, and SQLAlchemy's own way takes twice as long
    told["kind"], told["status"] = StepKind(told["kind"]), Status(told["status"])
    first, last, size = told.pop("repeat_first"), told.pop("repeat_last"), told.pop("repeat_size")
    told["repetition"] = None if first is None else Repetition(first, last, size)
    told["first_try"] = told["first_try"] or ""
    told["user_words"] = tuple(told["user_words"].splitlines()) if told["user_words"] else ()
    return StepHeader(**told)


def _relations(row: Any) -> StepRelations:
    return StepRelations(
        step=row.number,
        closes_at=row.closes,
        totals=totals_of(row),
        basis=None if row.basis is None else Basis(row.basis, Match(row.basis_match)),
    )


def totals_of(row: Any) -> Totals:
    """From the sums in a row of the step table."""
    return Totals(
        step=row.number,
        input_tokens=row.sum_input,
        output_tokens=row.sum_output,
        cached_tokens=row.sum_cached,
        cost_usd=row.sum_cost,
        errors=row.sum_errors,
    )
