"""Measure how long a server takes to start."""

import statistics
from pathlib import Path
from tempfile import TemporaryDirectory

import served
from line import Line, verdict
from memory import used_mb

FIRST_S, COLD_S, COLD_MB = 5, 1.5, 150
_STARTS = 3


def start_lines() -> list[Line]:
    with TemporaryDirectory() as folder:
        with served.misstep(Path(folder)) as server:
            first = server.seconds
        cold, memory = zip(*(_started(Path(folder)) for _ in range(_STARTS)), strict=True)
    return [
        _line("first start ever, until the first answer", first, FIRST_S, "s"),
        _line("cold start, until the first answer", statistics.median(cold), COLD_S, "s"),
        _line("memory after a cold start", max(memory), COLD_MB, "MB"),
    ]


def _started(home: Path) -> tuple[float, float]:
    with served.misstep(home) as server:
        return server.seconds, used_mb(server.process)


def _line(what: str, value: float, limit: float, unit: str) -> Line:
    ok = value <= limit
    number = f"{value:.2f}" if limit < 10 else f"{value:,.0f}"
    return Line(what, (f"{number} {unit}", "", f"≤ {limit:g} {unit} {verdict(ok=ok)}"), ok)
