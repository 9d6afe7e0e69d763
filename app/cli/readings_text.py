"""What lint found in blind readings, as lines for a terminal and as JSON."""

from collections.abc import Iterable, Iterator

from app.catalog.lint.readings import WANTED, ItemReadings, ScoredReading
from app.domain.blind_reading import ReaderKind
from app.domain.json import JSON
from app.domain.score import Verdict
from app.scoring.weights import FAILURE_CLASS, FORECAST


def readings_lines(items: Iterable[ItemReadings]) -> Iterator[str]:
    """Each item with how many read it and its digest, and under it each of its readings."""
    items = tuple(items)
    if items:
        yield f"What blind readers found ({WANTED} are wanted for each item; a reading names it by its digest):"
    for item in items:
        older = f", {len(item.older)} of an older recording" if item.older else ""
        yield f"  {item.where} ({item.item}): {_people(item)}{older}"
        yield from (f"    {_line(scored)}" for scored in item.scored)


def readings_json(items: Iterable[ItemReadings]) -> list[JSON]:
    """The same for programs."""
    return [
        {
            "where": item.where,
            "item": item.item,
            "wanted": WANTED,
            "people": _number(item, ReaderKind.PERSON),
            "models": _number(item, ReaderKind.MODEL),
            "older": list(item.older),
            "readings": [_json(scored) for scored in item.scored],
        }
        for item in items
    ]


def _people(item: ItemReadings) -> str:
    people, models = _number(item, ReaderKind.PERSON), _number(item, ReaderKind.MODEL)
    counted = f"{people} {'person' if people == 1 else 'people'}"
    return f"{counted}, {models} language model{'' if models == 1 else 's'}"


def _line(scored: ScoredReading) -> str:
    who = "person" if scored.reading.model is None else f"language model {scored.reading.model}"
    told = [f"{scored.total:g} points", f"root: {scored.named}"]
    told += [f"class: {verdict.outcome}" for verdict in _of(scored, FAILURE_CLASS)]
    told += [f"forecast: {verdict.points:.3g} of {verdict.weight:.3g}" for verdict in _of(scored, FORECAST)]
    settled = "; settled" if scored.disagreements and scored.settled else ""
    return f"{scored.where.rpartition('/')[2]}, {who}: {', '.join(told)}{settled}"


def _json(scored: ScoredReading) -> dict[str, JSON]:
    reading = scored.reading
    return {
        "where": scored.where,
        "reader": reading.reader.value,
        "model": reading.model,
        "minutes": reading.minutes,
        "total": scored.total,
        "root": scored.named,
        "class": next((verdict.outcome.value for verdict in _of(scored, FAILURE_CLASS)), None),
        "forecast": next((round(verdict.points, 1) for verdict in _of(scored, FORECAST)), None),
        "disagreements": [verdict.criterion for verdict in scored.disagreements],
        "settled": reading.settled,
    }


def _of(scored: ScoredReading, criterion: str) -> Iterator[Verdict]:
    return (verdict for verdict in scored.verdicts if verdict.criterion == criterion)


def _number(item: ItemReadings, kind: ReaderKind) -> int:
    return sum(scored.reading.reader is kind for scored in item.scored)
