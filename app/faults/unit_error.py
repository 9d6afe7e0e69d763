"""Amounts arrive in another unit, and nothing in the result says so."""

from collections.abc import Mapping, Sequence
from functools import partial

from app.domain.json import JSON
from app.faults.operator import Boundary, Operator


def unit_error(value: JSON, *, fields: Sequence[str], factor: float, drop: Sequence[str] = ()) -> JSON:
    """Multiply each number under one of `fields`, at any depth, and leave out the keys in `drop` (unit names)."""
    deeper = partial(unit_error, fields=fields, factor=factor, drop=drop)
    match value:
        case Mapping():
            kept = {key: inner for key, inner in value.items() if key not in drop}
            return {key: _scaled(inner, factor) if key in fields else deeper(inner) for key, inner in kept.items()}
        case list():
            return [deeper(inner) for inner in value]
        case _:
            return value


def _scaled(value: JSON, factor: float) -> JSON:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    scaled = round(value * factor, 6)
    return int(scaled) if scaled == int(scaled) else scaled


OPERATOR = Operator("unit_error", Boundary.TOOL_RESULT, unit_error)
