"""The append-only record of a reading: every step opened, hypothesis, hint and note is an event with a time."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.change import Change, Visibility


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened. `seq` counts from 1 within the session without gaps."""

    session_id: str
    seq: int
    actor: str
    at: datetime
    change: Change

    @property
    def kind(self) -> str:
        return self.change.kind

    @property
    def visibility(self) -> Visibility:
        return self.change.visibility
