"""How much memory a server and the processes beside it use at most, shared pages counted once, as Linux tells it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_LOOK_EVERY = 0.2  # seconds


@dataclass(slots=True)
class Peak:
    mb: float = 0


@contextmanager
def peak_of(process: int) -> Iterator[Peak]:
    """The most that was seen of them together while the block ran."""
    peak, ended = Peak(), threading.Event()

    def look() -> None:
        while not ended.wait(_LOOK_EVERY):
            peak.mb = max(peak.mb, used_mb(process))

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield peak
    finally:
        ended.set()
        looking.join()


def used_mb(process: int) -> float:
    """Now, by a process and all that it started."""
    try:
        told = Path(f"/proc/{process}/smaps_rollup").read_text()
        tasks = list(Path(f"/proc/{process}/task").iterdir())
        children = [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):  # it ended meanwhile
        return 0
    (own,) = (int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:"))
    return own / 1024 + sum(map(used_mb, children))
