"""Put traces together that are one run: linked, copied beside it, or a piece without steps."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.assembly.same_call import SLACK_NS, proven_copy
from app.domain.json import canonical
from app.domain.span import Span
from app.domain.span_reading import Role, SpanReading

Readings = Mapping[str, SpanReading]


@dataclass(frozen=True, slots=True)
class TracePiece:
    """One trace id's spans, as a forest, with their readings."""

    trace_id: str
    spans: tuple[Span, ...]
    readings: Readings

    @property
    def start(self) -> int:
        return min(span.start_ns for span in self.spans)

    @property
    def steps(self) -> list[Span]:
        """The spans that report a step; without any, those around that tell of one."""
        reported = [span for span in self.spans if self.readings[span.span_id].role is Role.STEP]
        return reported or [span for span in self.spans if self.readings[span.span_id].tells_call]


def grouped(pieces: Sequence[TracePiece]) -> list[list[TracePiece]]:
    """The pieces of each run, every group and all groups in order of time."""
    ordered = sorted(pieces, key=lambda piece: (piece.start, piece.trace_id))
    leaders = {piece.trace_id: piece.trace_id for piece in ordered}
    _join_links(ordered, leaders)
    _join_copies(ordered, leaders)
    _join_stepless(ordered, leaders)
    groups: dict[str, list[TracePiece]] = defaultdict(list)
    for piece in ordered:
        groups[_leader(leaders, piece.trace_id)].append(piece)
    return list(groups.values())


def _join_links(pieces: Iterable[TracePiece], leaders: dict[str, str]) -> None:
    for piece in pieces:
        for span in piece.spans:
            for link in span.links:
                if link.trace_id in leaders:
                    _join(leaders, piece.trace_id, link.trace_id)


def _join_copies(pieces: Sequence[TracePiece], leaders: dict[str, str]) -> None:
    """A trace all of whose steps copy steps of another, larger one was recorded beside it."""
    if len(pieces) < 2:
        return
    timed = sorted(
        ((span.start_ns, span.span_id, span, piece) for piece in pieces for span in piece.steps),
        key=lambda row: row[:2],
    )
    starts = [row[0] for row in timed]
    for piece in pieces:
        if piece.steps and len(piece.steps) == len(piece.spans):
            home = _home(piece.steps[0], piece, timed, starts)
            if home is not None and all(_home(span, piece, timed, starts) == home for span in piece.steps[1:]):
                _join(leaders, piece.trace_id, home)


def _home(
    span: Span, piece: TracePiece, timed: list[tuple[int, str, Span, TracePiece]], starts: list[int]
) -> str | None:
    """The trace that holds another report of the same call."""
    reading = piece.readings[span.span_id]
    low = bisect_left(starts, span.start_ns - _REACH_NS)
    high = bisect_right(starts, span.end_ns + SLACK_NS)
    for _, _, other, theirs in timed[low:high]:
        larger = len(theirs.spans) > len(piece.spans)
        if larger and proven_copy(span, reading, other=other, other_reading=theirs.readings[other.span_id]):
            return theirs.trace_id
    return None


_REACH_NS = 600_000_000_000  # no model call is waited for longer than ten minutes


def _join_stepless(pieces: Sequence[TracePiece], leaders: dict[str, str]) -> None:
    """A trace without steps belongs to the run of the same process and library around or after it."""
    stepless = [piece for piece in pieces if not piece.steps and not _any_failed(piece)]
    homes = [(piece, _signs(piece)) for piece in pieces if piece.steps] if stepless else []
    for piece in stepless:
        own = _signs(piece)
        near = [run for run, signs in homes if own <= signs]
        if near:
            _join(leaders, piece.trace_id, _nearest(piece.start, near).trace_id)


def _any_failed(piece: TracePiece) -> bool:
    return any(reading.failed for reading in piece.readings.values())


def _signs(piece: TracePiece) -> set[str]:
    return {canonical([span.scope, span.resource]) for span in piece.spans}


def _nearest(start: int, runs: Sequence[TracePiece]) -> TracePiece:
    """The run that is under way at the time, else the next to start, else the last one."""
    under_way = [run for run in runs if run.start <= start <= max(span.end_ns for span in run.spans)]
    later = [run for run in runs if run.start > start]
    return (under_way or later[:1] or runs)[-1]


def _leader(leaders: dict[str, str], trace_id: str) -> str:
    while leaders[trace_id] != trace_id:
        leaders[trace_id] = leaders[leaders[trace_id]]
        trace_id = leaders[trace_id]
    return trace_id


def _join(leaders: dict[str, str], one: str, other: str) -> None:
    first, second = sorted((_leader(leaders, one), _leader(leaders, other)))
    leaders[second] = first
