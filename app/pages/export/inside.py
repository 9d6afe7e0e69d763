"""What lies inside a step, as an exported file prints it: each span with its facts, names in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.attribute_words import in_words
from app.domain.inside import InnerSpan, Inside
from app.domain.json import JSON, laid_out
from app.pages.value.text import TextPreview, cut

MOST_TEXT = 16 * 1024  # characters of one span; a file holds all spans of all steps


@dataclass(frozen=True, slots=True)
class InnerText:
    """One inner span: its name, how long it took, and what it tells, a line a fact."""

    name: str
    duration_ms: float
    status: str
    text: TextPreview


def inner_texts(inside: Inside) -> tuple[InnerText, ...]:
    return tuple(
        InnerText(span.name, span.duration_ms, span.status.value, cut("\n".join(_lines(span)), MOST_TEXT))
        for span in inside.spans
    )


def _lines(span: InnerSpan) -> list[str]:
    said = [span.status_message] if span.status_message else []
    events = [line for event in span.events for line in (f"event: {event.name}", *_facts(event.facts))]
    return [*said, *_facts(span.facts), *events]


def _facts(facts: Mapping[str, JSON]) -> list[str]:
    return [f"{in_words(key) or key}: {laid_out(value)}" for key, value in facts.items()]
