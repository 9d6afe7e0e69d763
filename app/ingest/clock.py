"""Repair times that cannot be: ends before starts, absent times, and clocks that disagree."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.domain.span import Span
from app.domain.trace import Repair
from app.ingest.ids import MAX_NS

TOLERANCE_NS = 2_000_000  # JavaScript rounds start times to milliseconds, ends not


def set_right(spans: Sequence[Span]) -> tuple[list[Span], list[Repair]]:
    """The spans (a forest, parents named) with times that can be, and what was changed."""
    notes: list[Repair] = []
    children: dict[str | None, list[Span]] = defaultdict(list)
    for span in spans:
        children[span.parent_id].append(span)
    ends = _ends_below(spans, children)
    possible = {span.span_id: _with_possible_times(span, ends[span.span_id], notes) for span in spans}
    return _shifted(spans, possible, children, notes), notes


def _ends_below(spans: Sequence[Span], children: Mapping[str | None, list[Span]]) -> dict[str, tuple[int, int]]:
    """For each span the first start and the last end of what is below it."""
    below: dict[str, tuple[int, int]] = {}
    for span in reversed(_downwards(spans, children)):
        if span.span_id not in children:
            below[span.span_id] = (0, 0)
            continue
        starts = [child.start_ns for child in children[span.span_id] if child.start_ns]
        stops = [max(child.end_ns, child.start_ns, below[child.span_id][1]) for child in children[span.span_id]]
        below[span.span_id] = (min(starts, default=0), max(stops))
    return below


def _downwards(spans: Sequence[Span], children: Mapping[str | None, list[Span]]) -> list[Span]:
    """Every span after its parent."""
    found = [span for span in spans if span.parent_id is None]
    for span in found:
        found.extend(children.get(span.span_id, ()))
    return found


def _with_possible_times(span: Span, below: tuple[int, int], notes: list[Repair]) -> Span:
    start = span.start_ns
    if not start:
        start = below[0] or span.end_ns
        notes.append(
            Repair("no_start", f"{span.title} has no start time; its children's or its end is shown.", span.span_id)
        )
    if not span.end_ns:
        sentence = f"{span.title} never ended; shown until the last that is known of it."
        notes.append(Repair("no_end", sentence, span.span_id))
        return replace(span, start_ns=start, end_ns=max(start, below[1]))
    if span.end_ns < start:
        sentence = f"{span.title} ends before it starts; shown with no duration."
        notes.append(Repair("negative_duration", sentence, span.span_id))
        return replace(span, start_ns=start, end_ns=start)
    return replace(span, start_ns=start) if start != span.start_ns else span


def _shifted(
    spans: Sequence[Span], whole: Mapping[str, Span], children: Mapping[str | None, list[Span]], notes: list[Repair]
) -> list[Span]:
    """Move what starts before its parent to the parent's start, with all that is below it."""
    offsets: dict[str, int] = {}
    found: list[Span] = []
    for original in _downwards(spans, children):
        span = whole[original.span_id]
        offset = 0
        if original.parent_id is not None:
            offset = offsets[original.parent_id]
            early = whole[original.parent_id].start_ns + offset - (span.start_ns + offset)
            if early > TOLERANCE_NS:
                offset += early
                late = f"{early / 1e6:.1f} ms before its parent, as clocks that disagree do"
                sentence = f"{span.title} starts {late}; moved to its start."
                notes.append(Repair("clock_skew", sentence, span.span_id))
        offsets[span.span_id] = offset
        found.append(_moved(span, offset) if offset else span)
    return found


def _moved(span: Span, offset: int) -> Span:
    """The span so much later, and no later than any time that can be."""
    return replace(span, start_ns=min(span.start_ns + offset, MAX_NS), end_ns=min(span.end_ns + offset, MAX_NS))
