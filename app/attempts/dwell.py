"""How long each step was looked at, read from the events of an attempt."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise

from app.domain.change import StepOpened
from app.domain.event import Event

MOST = timedelta(minutes=5)  # a longer look at one step is a reader who went away


def dwell(events: Iterable[Event], *, until: datetime) -> dict[int, timedelta]:
    """The time on each opened step: from its opening to the next one, or to `until`, which ends the reading.

    A clock that was set back in between tells nothing: that look counts for no time.
    """
    opened = [
        (each.at, each.change.step) for each in events if isinstance(each.change, StepOpened) and each.at <= until
    ]
    found: dict[int, timedelta] = {}
    for (at, step), (left, _) in pairwise([*opened, (until, 0)]):
        found[step] = found.get(step, timedelta()) + min(max(left - at, timedelta()), MOST)
    return found
