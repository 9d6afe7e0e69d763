"""A tool that failed inside answers with nothing, as if there were nothing to find."""

from collections.abc import Mapping
from typing import Any

from app.domain.json import JSON
from app.faults.inside import inside
from app.faults.operator import Boundary, Operator


def empty_as_success(value: JSON, *, path: str = "", also: Mapping[str, Any] | None = None) -> JSON:
    """Empty the list, object or text at `path`; `also` sets what has to fit (a count of 0) beside it."""
    emptied = inside(value, path, _emptied)
    return {**emptied, **(also or {})} if isinstance(emptied, Mapping) else emptied


def _emptied(value: JSON) -> JSON:
    match value:
        case list():
            return []
        case Mapping():
            return {}
        case str():
            return ""
        case _:
            return None


OPERATOR = Operator("empty_as_success", Boundary.TOOL_RESULT, empty_as_success)
