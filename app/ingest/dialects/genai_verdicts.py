"""What a guardrail or an evaluation of the GenAI conventions looked at, and what it decided."""

from collections.abc import Iterator, Mapping

from app.domain.json import JSON
from app.domain.span import Span
from app.domain.step import StepKind
from app.ingest.lenient import as_text, lenient_value

_PREFIXES: Mapping[StepKind, str] = {
    StepKind.GUARDRAIL: "gen_ai.guardrail.",
    StepKind.EVALUATION: "gen_ai.evaluation.",
}
_NAMES = ("gen_ai.guardrail.component.name", "gen_ai.guardrail.name", "gen_ai.evaluation.name")
_CONTENT = "content.input.value"
_GIVEN = ("content.", "component.")
"""What was looked at, and who looked: no part of what was decided."""


def judge(span: Span) -> str | None:
    """The name of the guardrail or of what was evaluated."""
    return next((name for key in _NAMES if (name := as_text(span.attributes.get(key)))), None)


def examined(span: Span, kind: StepKind | None) -> JSON:
    """The content that a guardrail was given."""
    told = (found[_CONTENT] for found in _told(span, kind) if _CONTENT in found)
    return lenient_value(next(told, None))


def decided(span: Span, kind: StepKind | None) -> JSON:
    """The verdict, score or explanation; of several, as its events or log records tell them, one after the other."""
    own, *others = [_decision(found) for found in _told(span, kind)] or [{}]
    results: list[JSON] = [other for other in others if other]
    if results and own:
        return {**own, "results": results}
    return results or own or None


def _told(span: Span, kind: StepKind | None) -> Iterator[dict[str, JSON]]:
    """What the span's attributes say below the prefix of its kind, and then what each event and log record says."""
    prefix = _PREFIXES.get(kind) if kind is not None else None
    if prefix is None:
        return
    yield _below(prefix, span.attributes)
    yield from (_below(prefix, event.attributes) for event in span.events)
    yield from (_below(prefix, log.attributes) for log in span.logs)


def _below(prefix: str, attributes: Mapping[str, JSON]) -> dict[str, JSON]:
    return {key.removeprefix(prefix): value for key, value in attributes.items() if key.startswith(prefix)}


def _decision(found: Mapping[str, JSON]) -> dict[str, JSON]:
    return {key: lenient_value(value) for key, value in found.items() if not key.startswith(_GIVEN)}
