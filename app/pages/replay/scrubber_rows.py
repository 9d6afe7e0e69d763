"""How high a tick of the scrubber stands: in its lane's row, and lower where another step of its lane still ran.

What comes later moves none of them: only a lane that was not there yet takes a row of its own.
"""

from collections.abc import Mapping, Sequence
from math import inf

from app.domain.step import Lane
from app.pages.replay.list import MAX_LANES, ListRow

HEAD, ROOM = 22, 62  # percent of the height: room for marks above the rows, for brackets and hits below
LOWER = 0.25  # of a row, for each step that still ran
DEEPEST = 2  # times


def heights(rows: Sequence[ListRow], lanes: Sequence[Lane], *, side_by_side: bool) -> list[tuple[float, float]]:
    """Top and height of each tick in percent. `lanes` are all of the run where they may be told, whatever is drawn.

    `side_by_side` where ticks are drawn in time, and may lie over each other.
    """
    places = _places(rows, lanes)
    row_height = ROOM / (max(places.values()) + 1)
    levels = _levels(rows) if side_by_side else [0] * len(rows)
    found = []
    for row, level in zip(rows, levels, strict=True):
        lowered = row_height * LOWER * min(level, DEEPEST)
        top = HEAD + places[row.header.lane] * row_height + lowered
        found.append((round(top, 2), round(row_height - lowered, 2)))
    return found


def _places(rows: Sequence[ListRow], lanes: Sequence[Lane]) -> Mapping[str, int]:
    """The place of each lane: among all of the run, or where those may not be told among those that are drawn."""
    drawn = {row.header.lane: row.lane for row in rows}
    return drawn | {lane.id: min(place, MAX_LANES - 1) for place, lane in enumerate(lanes)}


def _levels(rows: Sequence[ListRow]) -> list[int]:
    """How many steps of its lane each finds still running: by when they ran, not by how they are drawn."""
    running: dict[str, list[float]] = {}
    found = []
    for row in rows:
        ends = running.setdefault(row.header.lane, [])
        level = next((place for place, end in enumerate(ends) if end <= row.header.started_ns), len(ends))
        ends[level : level + 1] = [inf if row.header.ended_ns is None else row.header.ended_ns]
        found.append(level)
    return found
