"""The revealed run from afar: so many buckets of steps, however long it is."""

from collections.abc import Collection
from dataclasses import dataclass

from app.reading.window import Window
from app.store.figures import Bucket, RunPart

MOST_BUCKETS = 300  # about what a strip of 1,440 pixels shows one beside the other


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The revealed steps in buckets of `width`; `complete` once there is no other step."""

    frontier: int
    complete: bool
    width: int
    buckets: tuple[Bucket, ...]


def overview_of(window: Window) -> Overview:
    """What the window shows, in at most MOST_BUCKETS buckets."""
    width = max(1, -(-window.frontier // MOST_BUCKETS))
    return Overview(
        frontier=window.frontier,
        complete=window.complete,
        width=width,
        buckets=window.work.figures.buckets(part_of(window), width=width),
    )


def part_of(window: Window) -> RunPart:
    """The steps that may be counted, and of which of them only the beginning."""
    return RunPart(run_id=window.run_id, last=window.frontier, running=window.running())


def enclosing(window: Window, numbers: Collection[int]) -> dict[int, int]:
    """For those of these steps that enclose others and are over, the last step inside."""
    return window.work.figures.closes(part_of(window), numbers)
