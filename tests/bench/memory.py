"""How much memory a server and the processes that it started have used at most, as Linux counts it."""

from pathlib import Path


def peak_mb(process: int) -> float:
    """The sum of their peaks, which they need not have had at once."""
    status = Path(f"/proc/{process}/status").read_text()
    (peak,) = (int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:"))
    return peak / 1024 + sum(map(peak_mb, _children(process)))


def _children(process: int) -> list[int]:
    tasks = Path(f"/proc/{process}/task").iterdir()
    return [int(child) for task in tasks for child in (task / "children").read_text().split()]
