"""A result is cut at a size limit, and what stood behind the cut is missed."""

from app.domain.json import JSON
from app.faults.inside import inside
from app.faults.operator import Boundary, Operator


def output_truncated(value: JSON, *, limit: int, path: str = "", mark: str = "") -> JSON:
    """Cut the text at `path` after `limit` characters and put `mark` behind it, where it was longer."""
    return inside(value, path, lambda text: _cut(text, limit, mark))


def _cut(text: JSON, limit: int, mark: str) -> JSON:
    return text[:limit] + mark if isinstance(text, str) and len(text) > limit else text


OPERATOR = Operator("output_truncated", Boundary.TOOL_RESULT, output_truncated)
