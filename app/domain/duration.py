"""How long something took, as a reader takes it in."""

from datetime import datetime, timedelta


def duration(milliseconds: float | None) -> str:
    """`40 µs`, `0.4 ms`, `230 ms`, `1.24 s`, `3 min 5 s`, `1 h 05 min`; blank where unknown.

    No unit rounds up to its end, and none is written that is zero.
    """
    if milliseconds is None:
        return ""
    if 0 < milliseconds < 0.1:
        return f"{milliseconds * 1000:.0f} µs"
    if milliseconds < 999.5:
        return f"{milliseconds:.0f} ms" if milliseconds >= 1 or milliseconds == 0 else f"{milliseconds:.1f} ms"
    seconds = milliseconds / 1000
    if seconds < 59.95:
        return f"{seconds:.2f} s" if seconds < 9.995 else f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    if seconds >= 3599.5:
        return hours(round(seconds / 60))
    return f"{minutes} min {rest} s" if rest else f"{minutes} min"


def whole_minutes(minutes: int) -> str:
    """`1 minute`, `25 minutes`, `1 h 05 min`: what nobody measures by the second."""
    return hours(minutes) if minutes >= 60 else f"{minutes} minute{'' if minutes == 1 else 's'}"


def minutes_taken(begun: datetime, ended: datetime) -> int:
    """The minutes from one time to another, to the nearest; whatever was done took one."""
    return max(1, round((ended - begun) / timedelta(minutes=1)))


def hours(minutes: int) -> str:
    whole, rest = divmod(minutes, 60)
    return f"{whole} h {rest:02d} min" if rest else f"{whole} h"
