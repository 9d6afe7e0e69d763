"""One timed OpenTelemetry operation, as recorded."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.json import JSON


class Status(StrEnum):
    UNSET = "unset"
    OK = "ok"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class SpanEvent:
    """An event of a span; `time_ns` is nanoseconds since the Unix epoch."""

    name: str
    time_ns: int
    attributes: Mapping[str, JSON] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SpanLink:
    trace_id: str
    span_id: str
    attributes: Mapping[str, JSON] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRecord:
    """A log record that was joined to its span by trace and span id."""

    name: str
    time_ns: int
    attributes: Mapping[str, JSON] = field(default_factory=dict)
    body: JSON = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A span as recorded: ids in lower-case hex, times in nanoseconds since the Unix epoch."""

    trace_id: str
    span_id: str
    parent_id: str | None
    name: str
    start_ns: int
    end_ns: int
    status: Status = Status.UNSET
    status_message: str = ""
    attributes: Mapping[str, JSON] = field(default_factory=dict)
    events: tuple[SpanEvent, ...] = ()
    links: tuple[SpanLink, ...] = ()
    logs: tuple[LogRecord, ...] = ()
    scope: str = ""
    scope_version: str = ""
    resource: Mapping[str, JSON] = field(default_factory=dict)
    dropped_attributes: int = 0
    dropped_events: int = 0

    @property
    def title(self) -> str:
        """As a sentence names it: by what it is called, and by its id, since many are called the same."""
        return f"Span “{self.name[:60]}” ({self.span_id})"
