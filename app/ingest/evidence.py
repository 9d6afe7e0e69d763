"""Tell from a span's status, events and attributes whether it failed, and what it said."""

from dataclasses import dataclass

from app.domain.json import JSON
from app.domain.span import Span, SpanEvent, Status
from app.ingest.loose import as_text


@dataclass(frozen=True, slots=True)
class Failure:
    failed: bool
    error: str | None = None


def failure(span: Span) -> Failure:
    """What failed is told by status, exception event or `error.type`; the best text wins.

    The first exception event says most, then the status message, then the error type (TRACES.md 6.2).
    """
    thrown = next((event for event in span.events if event.name == "exception"), None)
    kind = as_text(span.attributes.get("error.type"))
    failed = span.status is Status.ERROR or kind is not None or (thrown is not None and span.status is not Status.OK)
    if not failed:
        return Failure(failed=False)
    return Failure(failed=True, error=_exception(thrown) or span.status_message.strip() or kind)


def _exception(event: SpanEvent | None) -> str | None:
    if event is None:
        return None
    kind: JSON = event.attributes.get("exception.type")
    message = as_text(event.attributes.get("exception.message"))
    if message and kind and not message.startswith(str(kind)):
        return f"{kind}: {message}"
    return message or as_text(kind)
