"""Amounts arrive in another unit, and nothing in the result says so."""

from collections.abc import Mapping, Sequence

from app.domain.json import JSON
from app.faults.operator import Boundary, Operator


def unit_error(value: JSON, *, fields: Sequence[str], factor: float, drop: Sequence[str] = ()) -> JSON:
    """Multiply each number under one of `fields`, at any depth, and leave out the keys in `drop` (unit names)."""
    match value:
        case Mapping():
            return {
                key: _scaled(inner, factor)
                if key in fields
                else unit_error(inner, fields=fields, factor=factor, drop=drop)
                for key, inner in value.items()
                if key not in drop
            }
        case list() | tuple():
            return [unit_error(inner, fields=fields, factor=factor, drop=drop) for inner in value]
        case _:
            return value


def _scaled(value: JSON, factor: float) -> JSON:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    scaled = round(value * factor, 6)
    return int(scaled) if scaled == int(scaled) else scaled


OPERATOR = Operator("unit_error", Boundary.TOOL_RESULT, unit_error)
