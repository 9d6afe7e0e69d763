"""Times since the beginning of a run, as an axis writes them, and the axis itself for the page's script."""

import json

from app.replay.time_axis import TimeAxis

_UNITS = ((1_000_000_000, "s"), (1_000_000, "ms"), (1_000, "µs"), (1, "ns"))


def elapsed(nanoseconds: int) -> str:
    """`0`, `200 ms`, `3.2 s`, `1:05`, `2:00:30`, `-1.5 s`."""
    if nanoseconds < 0:
        return f"-{elapsed(-nanoseconds)}"
    if nanoseconds >= 60_000_000_000:
        return _minutes(nanoseconds)
    size, unit = next(((size, unit) for size, unit in _UNITS if nanoseconds >= size), (1, ""))
    return f"{round(nanoseconds / size, 2):g} {unit}".rstrip()


def _minutes(nanoseconds: int) -> str:
    minutes, seconds = divmod(round(nanoseconds / 1e9, 2), 60)
    hours, minutes = divmod(int(minutes), 60)
    written = f"{seconds:05.2f}".removesuffix("00").removesuffix(".")
    return f"{hours}:{minutes:02d}:{written}" if hours else f"{minutes}:{written}"


def stretch_data(axis: TimeAxis, *, origin_ns: int) -> str:
    """The stretches as JSON: begin and end in milliseconds since the origin, place and end from 0 to 1, squeezed."""
    return json.dumps(
        [
            [
                round((stretch.start_ns - origin_ns) / 1e6, 3),
                round((stretch.end_ns - origin_ns) / 1e6, 3),
                round(stretch.at, 6),
                round(stretch.to, 6),
                int(stretch.squeezed),
            ]
            for stretch in axis.stretches
        ],
        separators=(",", ":"),
    )
