"""Make the spans of one trace a forest: one span an id, every parent known, no cycles."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace

from app.domain.json import JSON, canonical
from app.domain.span import Span
from app.domain.trace import Repair


def repaired(spans: Sequence[Span]) -> tuple[list[Span], list[Repair]]:
    """The spans as a forest in a fixed order, and what had to be repaired for that."""
    unique, notes = _one_an_id(spans)
    rooted: list[Span] = []
    missing: Counter[str] = Counter()
    known = {span.span_id for span in unique}
    for span in sorted(unique, key=place_of):
        if span.parent_id == span.span_id:
            notes.append(
                Repair("self_parent", f"{span.title} names itself as its parent; shown as a root.", span.span_id)
            )
            rooted.append(replace(span, parent_id=None))
        elif span.parent_id is not None and span.parent_id not in known:
            missing[span.parent_id] += 1
            notes.append(
                Repair(
                    "orphan", f"{span.title} names a parent that was never recorded; shown as a root.", span.span_id
                )
            )
            rooted.append(replace(span, parent_id=None))
        else:
            rooted.append(span)
    broken, cycles = _without_cycles(rooted)
    return broken, notes + cycles


def place_of(span: Span) -> tuple[int, int, str, str]:
    """The fixed order of spans, whatever their order in the file."""
    return span.start_ns, span.end_ns, span.trace_id, span.span_id


def _one_an_id(spans: Sequence[Span]) -> tuple[list[Span], list[Repair]]:
    grouped: dict[str, list[Span]] = defaultdict(list)
    for span in spans:
        grouped[span.span_id].append(span)
    notes: list[Repair] = []
    kept = [_fullest(group, notes) for _, group in sorted(grouped.items())]
    return kept, notes


def _fullest(group: list[Span], notes: list[Repair]) -> Span:
    """The only span, or of several the one that says most; which one never depends on their order."""
    if len(group) == 1:
        return group[0]
    texts = {_text(span): span for span in group}
    best = texts[max(texts, key=lambda text: _fullness(texts[text], text))]
    if len(texts) == 1:
        sentence = f"{best.title} was delivered {len(group)} times; shown once."
    else:
        sentence = f"{len(texts)} different spans share one id; the most complete, {best.title}, is shown."
    notes.append(Repair("duplicate", sentence, best.span_id))
    return best


def _fullness(span: Span, text: str) -> tuple[bool, int, int, str]:
    size = len(span.attributes) + len(span.events) + len(span.logs)
    return span.end_ns >= span.start_ns and span.end_ns > 0, size, len(text), text


def _text(span: Span) -> str:
    body: dict[str, JSON] = asdict(span)
    return canonical(body)


def _without_cycles(spans: Sequence[Span]) -> tuple[list[Span], list[Repair]]:
    """Each cycle is cut above its earliest span, which becomes a root."""
    parents = {span.span_id: span.parent_id for span in spans}
    places = {span.span_id: place_of(span) for span in spans}
    cut = {min(cycle, key=places.__getitem__) for cycle in _cycles(parents)}
    notes = [
        Repair("cycle", f"{span.title} is its own ancestor; shown as a root.", span.span_id)
        for span in spans
        if span.span_id in cut
    ]
    return [replace(span, parent_id=None) if span.span_id in cut else span for span in spans], notes


def _cycles(parents: Mapping[str, str | None]) -> list[list[str]]:
    """All rings of parents; each way up is walked once."""
    walked: set[str] = set()
    found: list[list[str]] = []
    for start in parents:
        way: dict[str, int] = {}
        at: str | None = start
        while at is not None and at not in walked and at not in way:
            way[at] = len(way)
            at = parents.get(at)
        if at is not None and at in way:
            found.append(list(way)[way[at] :])
        walked.update(way)
    return found
