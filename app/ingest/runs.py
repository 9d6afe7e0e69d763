"""Put traces together that are one run: linked, copied beside it, bare calls, or a piece without steps."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

from app.assembly.same_call import SLACK_NS, proofs, proven_copy
from app.domain.json import canonical
from app.domain.span import Span
from app.domain.span_reading import Role, SpanReading
from app.ingest.bare_calls import BareCall, continued

Readings = Mapping[str, SpanReading]


@dataclass(frozen=True)
class TracePiece:
    """One trace id's spans, as a forest, with their readings."""

    trace_id: str
    spans: tuple[Span, ...]
    readings: Readings

    @cached_property
    def start(self) -> int:
        return min(span.start_ns for span in self.spans)

    @cached_property
    def end(self) -> int:
        return max(span.end_ns for span in self.spans)

    @cached_property
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
    _join_bare(ordered, leaders)
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
    largest = max((len(piece.spans) for piece in pieces), default=0)
    alone = [piece for piece in pieces if 0 < len(piece.steps) == len(piece.spans) < largest]
    reported = _Reported(pieces if alone else ())
    for piece in alone:
        home = reported.home(piece.steps[0], piece)
        if home is not None and all(reported.home(span, piece) == home for span in piece.steps[1:]):
            _join(leaders, piece.trace_id, home)


def _join_bare(pieces: Sequence[TracePiece], leaders: dict[str, str]) -> None:
    """Calls of a client that has nothing around them are one run where each answers the one before."""
    alone = [piece for piece in pieces if len(piece.steps) == 1 and piece.steps[0].parent_id is None]
    if len(alone) < 2:
        return
    calls = [BareCall(p.trace_id, p.steps[0], p.readings[p.steps[0].span_id]) for p in alone]
    for one, other in continued(calls):
        _join(leaders, one, other)


class _Reported:
    """The calls that traces report, by what proves a report to be of the same one, in order of time."""

    def __init__(self, pieces: Sequence[TracePiece]) -> None:
        self._calls: dict[str, list[tuple[int, str, Span, TracePiece]]] = defaultdict(list)
        for piece in pieces:
            for span in piece.steps:
                for proof in proofs(piece.readings[span.span_id]):
                    self._calls[proof].append((span.start_ns, span.span_id, span, piece))
        for calls in self._calls.values():
            calls.sort(key=lambda call: call[:2])

    def home(self, span: Span, piece: TracePiece) -> str | None:
        """The trace, larger than its own, that holds another report of the call that this span reports."""
        reading = piece.readings[span.span_id]
        for proof in proofs(reading):
            calls = self._calls[proof]
            first = bisect_left(calls, span.start_ns - _REACH_NS, key=itemgetter(0))
            for start, _, other, theirs in calls[first : first + _MOST]:
                if start > span.end_ns + SLACK_NS:
                    break
                larger = len(theirs.spans) > len(piece.spans)
                if larger and proven_copy(span, reading, other=other, other_reading=theirs.readings[other.span_id]):
                    return theirs.trace_id
        return None


_MOST = 256  # reports of equal words that one is compared with: hostile input has any number
_REACH_NS = 600_000_000_000  # no model call is waited for longer than ten minutes


def _join_stepless(pieces: Sequence[TracePiece], leaders: dict[str, str]) -> None:
    """A trace without steps belongs to the run of the same process and library around or after it."""
    stepless: dict[frozenset[str], list[TracePiece]] = defaultdict(list)
    for piece in pieces:
        if not piece.steps and not _any_failed(piece):
            stepless[_signs(piece)].append(piece)
    runs = [(piece, _signs(piece)) for piece in pieces if piece.steps] if stepless else []
    signed: dict[str, list[tuple[TracePiece, frozenset[str]]]] = defaultdict(list)
    for run in runs:
        for sign in run[1]:
            signed[sign].append(run)
    for own, some in stepless.items():
        fewest = min((signed.get(sign, []) for sign in own), key=len)
        near = [run for run, signs in fewest if own <= signs]
        for piece, home in zip(some, _nearest(some, near), strict=False):
            _join(leaders, piece.trace_id, home.trace_id)


def _any_failed(piece: TracePiece) -> bool:
    return any(reading.failed for reading in piece.readings.values())


def _signs(piece: TracePiece) -> frozenset[str]:
    """The libraries and processes that its spans come from; those of one request share the mapping of a process."""
    sources = {(span.scope, id(span.resource)): span for span in piece.spans}
    return frozenset(canonical([span.scope, span.resource]) for span in sources.values())


def _nearest(pieces: Iterable[TracePiece], runs: Sequence[TracePiece]) -> Iterator[TracePiece]:
    """For each piece the run that is under way at its start, else the next to start, else the last one.

    Pieces and runs stand in order of time, so that a run which had ended before one piece has ended before the next.
    """
    begun: list[TracePiece] = []
    after = 0
    for piece in pieces if runs else ():
        while after < len(runs) and runs[after].start <= piece.start:
            begun.append(runs[after])
            after += 1
        while begun and begun[-1].end < piece.start:
            begun.pop()
        yield begun[-1] if begun else runs[min(after, len(runs) - 1)]


def _leader(leaders: dict[str, str], trace_id: str) -> str:
    while leaders[trace_id] != trace_id:
        leaders[trace_id] = leaders[leaders[trace_id]]
        trace_id = leaders[trace_id]
    return trace_id


def _join(leaders: dict[str, str], one: str, other: str) -> None:
    first, second = sorted((_leader(leaders, one), _leader(leaders, other)))
    leaders[second] = first
