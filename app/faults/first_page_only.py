"""A tool gives its first page, and nobody asks for the next one."""

from collections.abc import Mapping
from typing import Any

from app.domain.json import JSON
from app.faults.inside import inside
from app.faults.operator import Boundary, Operator


def first_page_only(value: JSON, *, path: str, size: int, also: Mapping[str, Any] | None = None) -> JSON:
    """Keep the first `size` entries of the list at `path`; `also` sets the marks of a page (`has_more`, a cursor)."""
    cut = inside(value, path, lambda entries: entries[:size] if isinstance(entries, list) else entries)
    return {**cut, **(also or {})} if cut != value and isinstance(cut, Mapping) else cut


OPERATOR = Operator("first_page_only", Boundary.TOOL_RESULT, first_page_only)
