"""The simulated time of a run; nothing in a recording reads the real clock."""

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(slots=True)
class Clock:
    """Nanoseconds since the Unix epoch; moved by whoever spends time."""

    now_ns: int

    @property
    def now(self) -> datetime:
        return datetime.fromtimestamp(self.now_ns // 1_000_000_000, tz=UTC)

    def spend(self, milliseconds: float) -> None:
        self.now_ns += int(milliseconds * 1_000_000)


def clock_at(moment: str) -> Clock:
    """A clock that starts at an ISO 8601 time; without an offset it is UTC."""
    at = datetime.fromisoformat(moment)
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return Clock(int(at.timestamp()) * 1_000_000_000)
