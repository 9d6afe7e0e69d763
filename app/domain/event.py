"""The append-only record of a reading: every step opened, hypothesis, hint and note is an event with a time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.domain.json import JSON


class Visibility(StrEnum):
    """Who may see an event: the person reading, the interviewer, or both."""

    CANDIDATE = "candidate"
    INTERVIEWER = "interviewer"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened. `seq` counts from 1 within the session without gaps."""

    session_id: str
    seq: int
    actor: str
    visibility: Visibility
    kind: str
    at: datetime
    payload: Mapping[str, JSON] = field(default_factory=dict)
