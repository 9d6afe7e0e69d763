"""Raw spans, packed with their neighbours, since the spans of a run repeat one another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.span import LogRecord, Span, SpanEvent, SpanLink, Status
from app.domain.step import Run

SPANS = 32
CHARACTERS = 400_000  # a span of a long conversation is 100 KB; a chunk stays quick to read


@dataclass(frozen=True, slots=True)
class Chunks:
    """Spans in chunks, and where each span is: number of its chunk, and place in it."""

    chunks: tuple[tuple[Span, ...], ...]
    places: Mapping[str, tuple[int, int]]


def chunked(run: Run, spans: Sequence[Span]) -> Chunks:
    """Spans by the steps they belong to, so that one step's spans lie together; the rest follow."""
    by_id = {span.span_id: span for span in spans}
    order = [span_id for step in run.steps for span_id in step.span_ids if span_id in by_id]
    chunks: list[list[Span]] = []
    places: dict[str, tuple[int, int]] = {}
    room = 0
    for span_id in dict.fromkeys([*order, *by_id]):
        size = _size(by_id[span_id])
        if not chunks or len(chunks[-1]) == SPANS or room < size:
            chunks.append([])
            room = CHARACTERS
        room -= size
        places[span_id] = (len(chunks) - 1, len(chunks[-1]))
        chunks[-1].append(by_id[span_id])
    return Chunks(tuple(map(tuple, chunks)), places)


def _size(span: Span) -> int:
    """About how many characters a span holds; texts make up nearly all of it."""
    return 500 + sum([len(value) for value in span.attributes.values() if isinstance(value, str)])


def span_from_json(body: Mapping[str, Any]) -> Span:
    """A span as it was packed."""
    return Span(
        **{
            **body,
            "status": Status(body["status"]),
            "events": tuple(SpanEvent(**event) for event in body["events"]),
            "links": tuple(SpanLink(**link) for link in body["links"]),
            "logs": tuple(LogRecord(**log) for log in body["logs"]),
        }
    )
