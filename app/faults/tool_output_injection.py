"""Somebody else's instructions stand in what a tool returns."""

from app.domain.json import JSON
from app.faults.inside import inside
from app.faults.operator import Boundary, Operator


def tool_output_injection(value: JSON, *, text: str, path: str = "", after: str = "") -> JSON:
    """Put `text` into the text at `path`: behind the passage `after`, or at its end."""
    return inside(value, path, lambda said: _with(said, text, after))


def _with(said: JSON, text: str, after: str) -> JSON:
    if not isinstance(said, str) or after not in said:
        return said
    head, mark, tail = said.partition(after) if after else (said, "", "")
    return head + mark + text + tail


OPERATOR = Operator("tool_output_injection", Boundary.TOOL_RESULT, tool_output_injection)
