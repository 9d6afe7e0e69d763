"""Which kind of machine measured."""

import os
import re
from pathlib import Path


def machine(*parts: str) -> str:
    """Like `Measured on 2 cores (…), 24 GiB, Chromium 156.`; no name of the machine."""
    processor = _first(r"model name\s*:\s*(.+)", "/proc/cpuinfo") or "processor unknown"
    kilobytes = _first(r"MemTotal:\s*(\d+)", "/proc/meminfo")
    memory = [f"{int(kilobytes) / 2**20:.0f} GiB"] if kilobytes else []
    cores = f"{len(os.sched_getaffinity(0))} cores ({processor})"
    return f"Measured on {', '.join([cores, *memory, *parts])}."


def _first(pattern: str, file: str) -> str | None:
    path = Path(file)
    found = re.search(pattern, path.read_text()) if path.exists() else None
    return found[1].strip() if found else None
