"""Ada's attempt as its record tells it, a minute from event to event."""

from datetime import UTC, datetime, timedelta

from app.domain.attempt import Attempt
from app.domain.change import AttemptStarted, Change, RunAssigned
from app.domain.event import Event
from app.domain.fold import fold
from app.domain.scenario import Reveal

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def events(*changes: Change) -> list[Event]:
    """What ada did, a minute after each other, from noon on."""
    return [
        Event(session_id="ada-1", seq=seq, actor="ada", at=NOON + timedelta(minutes=seq - 1), change=change)
        for seq, change in enumerate(changes, start=1)
    ]


def attempt(reveal: Reveal, *changes: Change) -> Attempt:
    """Ada's attempt at a run of twelve steps, after the changes."""
    start = AttemptStarted(scenario="blue-kettle", variant="a", reveal=reveal)
    return fold(events(start, RunAssigned(run_id="run", last_step=12), *changes))
