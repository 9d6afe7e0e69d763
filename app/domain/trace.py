"""All spans of one agent run, with what is understood of each."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.span import Span
from app.domain.span_reading import SpanReading


@dataclass(frozen=True, slots=True)
class Repair:
    """Something that was wrong in the recording and what was done about it, in a sentence for the reader."""

    kind: str
    sentence: str
    span_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """One agent run. Spans may carry several trace ids where linked traces are one run.

    `readings` holds one entry for each span id. `trace_id` is that of the earliest root.
    """

    trace_id: str
    spans: tuple[Span, ...]
    readings: Mapping[str, SpanReading]
    repairs: tuple[Repair, ...] = ()
