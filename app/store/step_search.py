"""Search among the steps of a run: conditions on columns, and what the steps hold as stored bytes."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, assert_never

from sqlalchemy import and_, case, false, func, or_, select, true
from sqlalchemy import not_ as sql_not
from sqlalchemy.orm import Session

from app.domain.span import Status
from app.domain.step import StepKind
from app.replay.query import (
    Condition,
    Figure,
    FigureTerm,
    KindTerm,
    NameTerm,
    Naming,
    Query,
    RangeTerm,
    ShownStatus,
    StatusTerm,
    WordsTerm,
)
from app.replay.query_match import COMPARE, names_part
from app.store.among import among
from app.store.packed import decompress
from app.store.revealed import RevealedColumns
from app.store.tables import STEP

_ASKED = 500  # steps in one query


@dataclass(frozen=True, slots=True)
class Names:
    """The names that occur in some steps: of tools, agents and models, each once."""

    tools: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()
    models: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredTexts:
    """A step and its inner spans as JSON text; the latter empty where it has none."""

    step: bytes
    inside: bytes


class StepSearch:
    """Searches by run id up to a last step. Nothing here knows who may see what: `app.reading` decides."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def names(self, run_id: str, *, last: int, running: Collection[int] = ()) -> Names:
        """The names in the steps up to `last`, in order of the alphabet, as far as those in `running` tell them."""
        within = (STEP.run_id == run_id, STEP.number <= last)
        model = RevealedColumns(running).model.label("model")
        query = select(STEP.kind, STEP.name, STEP.agent, model).where(*within).distinct()
        rows = self._session.execute(query).all()
        return Names(
            tools=_sorted(row.name for row in rows if row.kind == StepKind.TOOL),
            agents=_sorted(row.agent for row in rows),
            models=_sorted(row.model for row in rows),
        )

    def kinds(self, run_id: str, *, last: int) -> tuple[StepKind, ...]:
        within = (STEP.run_id == run_id, STEP.number <= last)
        return tuple(map(StepKind, sorted(self._session.scalars(select(STEP.kind).where(*within).distinct()))))

    def numbers(
        self, run_id: str, query: Query, *, last: int, without: Collection[int], limit: int | None = None
    ) -> tuple[int, ...]:
        """The steps up to `last` that fulfil the conditions on columns; those in `without` are not looked at."""
        wanted = (STEP.run_id == run_id, STEP.number <= last, STEP.number.not_in(without))
        holds = [self._clause(run_id, term.asks, last, negated=term.negated) for term in query]
        found = select(STEP.number).where(*wanted, *holds).order_by(STEP.number).limit(limit)
        return tuple(self._session.scalars(found))

    def bodies(self, run_id: str, *, last: int) -> Iterator[dict[int, StoredTexts]]:
        """What the steps up to `last` hold, some hundreds at a time and in order."""
        for first in range(1, last + 1, _ASKED):
            within = (STEP.number >= first, STEP.number < first + _ASKED, STEP.number <= last)
            held = select(STEP.number, STEP.payload, STEP.inner).where(STEP.run_id == run_id, *within)
            rows = self._session.execute(held.order_by(STEP.number))
            yield {number: StoredTexts(decompress(step), decompress(inner or b"")) for number, step, inner in rows}

    def _clause(self, run_id: str, asks: Condition | WordsTerm, last: int, *, negated: bool) -> Any:
        """A clause that is never NULL, so that it can be negated."""
        if isinstance(asks, WordsTerm):
            return true()
        holds = self._named(run_id, asks, last) if isinstance(asks, NameTerm) else _column(asks)
        return sql_not(holds) if negated else holds

    def _named(self, run_id: str, asks: NameTerm, last: int) -> Any:
        """Parts of names are compared here: databases fold the letters of the Latin alphabet only."""
        known: Mapping[Naming, tuple[Any, tuple[str, ...]]] = {
            Naming.TOOL: (STEP.name, self.names(run_id, last=last).tools),
            Naming.AGENT: (STEP.agent, self.names(run_id, last=last).agents),
            Naming.MODEL: (STEP.model, self.names(run_id, last=last).models),
        }
        column, names = known[asks.field]
        fitting = [name for name in names if names_part(asks.part, name)]
        is_one = and_(column.is_not(None), among(column, fitting))
        return and_(is_one, STEP.kind == StepKind.TOOL.value) if asks.field is Naming.TOOL else is_one


def _column(asks: KindTerm | StatusTerm | FigureTerm | RangeTerm) -> Any:
    match asks:
        case KindTerm(kind):
            return STEP.kind == kind.value
        case StatusTerm(status):
            return _status(status)
        case RangeTerm(first, last):
            return and_(STEP.number >= (first or 0), STEP.number <= (2**31 - 1 if last is None else last))
        case FigureTerm(field, sign, number):
            figure = _figure(field)
            compare: Any = COMPARE[sign]
            return and_(figure.is_not(None), compare(figure, number))
        case _:
            assert_never(asks)


def _status(status: ShownStatus) -> Any:
    match status:
        case ShownStatus.RUNNING:
            return false()
        case ShownStatus.ERROR:
            return STEP.failed.is_(True)
        case ShownStatus.OK:
            return and_(STEP.failed.is_(False), STEP.status == Status.OK.value)
        case ShownStatus.UNSET:
            return and_(STEP.failed.is_(False), STEP.status != Status.OK.value)
        case _:
            assert_never(status)


def _figure(field: Figure) -> Any:
    match field:
        case Figure.TOKENS:
            both = func.coalesce(STEP.input_tokens, 0) + func.coalesce(STEP.output_tokens, 0)
            told = or_(STEP.input_tokens.is_not(None), STEP.output_tokens.is_not(None))
            return case((told, both))
        case Figure.LATENCY:
            return (STEP.ended_ns - STEP.started_ns) / 1e6
        case Figure.COST:
            return STEP.cost_usd
        case _:
            assert_never(field)


def _sorted(names: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(sorted({name for name in names if name}))
