"""Rows of figures beside their bounds, and the tables that they make."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from figures import p95


@dataclass(frozen=True, slots=True)
class Line:
    """What was measured, a cell for each column, and whether all bounds are met."""

    what: str
    cells: tuple[str, ...]
    ok: bool = True

    @property
    def row(self) -> str:
        return f"| {self.what} | {' | '.join(self.cells)} |"


def table(head: Sequence[str], lines: Sequence[Line]) -> str:
    """Markdown."""
    return "\n".join([f"| {' | '.join(head)} |", "|---" * len(head) + "|", *(line.row for line in lines)])


def both(times: Sequence[float]) -> str:
    """The middle of some times, and what 95 of 100 stay under."""
    return f"{statistics.median(times):.1f} / {p95(times):.1f} ms"


def verdict(*, ok: bool) -> str:
    return "ok" if ok else "**over**"
