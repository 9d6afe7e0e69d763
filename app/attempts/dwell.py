"""How long each step was looked at, read from the events of an attempt."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise, takewhile

from app.domain.change import DiagnosisSubmitted, StepOpened
from app.domain.event import Event

MOST = timedelta(minutes=5)  # a longer look at one step is a reader who went away


def dwell(events: Iterable[Event], *, until: datetime) -> dict[int, timedelta]:
    """The time on each opened step: from its opening to the next one, or to `until`, when it was submitted.

    The events come in their order, which a clock that was set back does not change; a look across that counts for
    no time.
    """
    reading = takewhile(lambda each: not isinstance(each.change, DiagnosisSubmitted), events)
    opened = [(each.at, each.change.step) for each in reading if isinstance(each.change, StepOpened)]
    found: dict[int, timedelta] = {}
    for (at, step), (left, _) in pairwise([*opened, (until, 0)]):
        found[step] = found.get(step, timedelta()) + min(max(left - at, timedelta()), MOST)
    return found
