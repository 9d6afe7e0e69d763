"""Tell from a span's status, events and attributes whether it failed, and what it said."""

from dataclasses import dataclass

from app.domain.json import JSON
from app.domain.span import Span, SpanEvent, Status
from app.ingest.lenient import as_text


@dataclass(frozen=True, slots=True)
class Failure:
    failed: bool
    error: str | None = None


_NONE = Failure(failed=False)


def failure(span: Span) -> Failure:
    """What failed is told by status, exception event or `error.type`; the best text wins.

    The first exception event says most, then the status message, then the error type (TRACES.md 6.2).
    """
    event = next((event for event in span.events if event.name == "exception"), None)
    kind = as_text(span.attributes.get("error.type"))
    failed = span.status is Status.ERROR or kind is not None or (event is not None and span.status is not Status.OK)
    if not failed:
        return _NONE
    return Failure(failed=True, error=_exception(event) or _short(span.status_message) or kind)


def thrown(span: Span) -> str | None:
    """What the span's first exception said, whatever its status is."""
    return _exception(next((event for event in span.events if event.name == "exception"), None))


def _exception(event: SpanEvent | None) -> str | None:
    if event is None:
        return None
    kind: JSON = event.attributes.get("exception.type")
    message = _short(as_text(event.attributes.get("exception.message")))
    if message and kind and kind not in _NO_KIND and not message.startswith(str(kind)):
        return f"{kind}: {message}"
    return message or as_text(kind)


_NO_KIND = ("Exception", "Error")  # LangSmith's and JavaScript's; they tell nothing
_TRACEBACK = "Traceback (most recent call last)"


def _short(text: str | None) -> str | None:
    """The text without the stack trace that some frameworks append; that is in the event already."""
    before, found, after = (text or "").partition(_TRACEBACK)
    shown = before.strip() or (after.strip().rpartition("\n")[2] if found else "")
    return shown or None
