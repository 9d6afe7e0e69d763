"""Whether a row of the step list fulfils a search's conditions, going by what the row shows."""

import operator
from collections.abc import Callable
from typing import assert_never

from app.domain.header import StepHeader
from app.domain.span import Status
from app.domain.step import StepKind
from app.replay.query import (
    Comparator,
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

COMPARE: dict[Comparator, Callable[[float, float], bool]] = {
    Comparator.MORE: operator.gt,
    Comparator.AT_LEAST: operator.ge,
    Comparator.LESS: operator.lt,
    Comparator.AT_MOST: operator.le,
    Comparator.EXACTLY: operator.eq,
}


def fits(header: StepHeader, query: Query) -> bool:
    """Whether all conditions but those on words hold; a figure that is not shown fulfils no comparison."""
    return all(_holds(header, term.asks) != term.negated for term in query if not isinstance(term.asks, WordsTerm))


def names_part(part: str, name: str | None) -> bool:
    return name is not None and part.casefold() in name.casefold()


def _holds(header: StepHeader, asks: Condition) -> bool:
    match asks:
        case KindTerm(kind):
            return header.kind is kind
        case StatusTerm(status):
            return shown_status(header) is status
        case RangeTerm(first, last):
            return (first is None or header.number >= first) and (last is None or header.number <= last)
        case NameTerm(field, part):
            return names_part(part, _name(header, field))
        case FigureTerm(field, sign, number):
            figure = _figure(header, field)
            return figure is not None and COMPARE[sign](figure, number)
        case _:
            assert_never(asks)


def shown_status(header: StepHeader) -> ShownStatus:
    if header.running:
        return ShownStatus.RUNNING
    if header.failed:
        return ShownStatus.ERROR
    return ShownStatus.OK if header.status is Status.OK else ShownStatus.UNSET


def _name(header: StepHeader, field: Naming) -> str | None:
    match field:
        case Naming.TOOL:
            return header.name if header.kind is StepKind.TOOL else None
        case Naming.AGENT:
            return header.agent
        case Naming.MODEL:
            return header.model
        case _:
            assert_never(field)


def _figure(header: StepHeader, field: Figure) -> float | None:
    match field:
        case Figure.TOKENS:
            counts = [count for count in (header.input_tokens, header.output_tokens) if count is not None]
            return sum(counts) if counts else None
        case Figure.LATENCY:
            return header.duration_ms
        case Figure.COST:
            return header.cost_usd
        case _:
            assert_never(field)
