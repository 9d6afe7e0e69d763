"""Tell from a span's status, events and attributes whether it failed, and what it said."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.json import JSON
from app.domain.span import LogRecord, Span, SpanEvent, Status
from app.domain.span_reading import Role
from app.domain.status_codes import code_words
from app.ingest.control_flow import cancels, ends_a_wait, passes_control
from app.ingest.lenient import as_flag, as_text


@dataclass(frozen=True, slots=True)
class Failure:
    """`passed` is a span that ended by an exception or an error status only because it handed the run on."""

    failed: bool
    error: str | None = None
    passed: bool = False


_NONE = Failure(failed=False)
_PASSED = Failure(failed=False, passed=True)


def failure(span: Span, *, role: Role | None = Role.STEP) -> Failure:
    """What failed is told by status, exception event, `error.type` or an error flag; the best text wins.

    The first exception says most, then the status message, then what attributes say, last the error type
    (TRACES.md 6.2). A wait that ended inside an infrastructure span is no failure, nor is a cancelled container.
    """
    raised = _raised(span) if span.events or span.logs else ()
    attributes = span.attributes
    kind = as_text(attributes.get("error.type"))
    marked = _marked(attributes)
    if not raised and kind is None and not marked and span.status is not Status.ERROR:
        return _NONE
    errors = tuple(event for event in raised if not _passes(event))
    if not errors and _passed(span, raised, kind):
        return _PASSED
    waited = role is not Role.STEP and bool(errors) and all(_waited(event, role) for event in errors)
    broke = bool(errors) and span.status is not Status.OK and not waited
    if not (broke or marked or span.status is Status.ERROR or kind is not None):
        return _NONE
    return Failure(failed=True, error=_words(span, errors))


def thrown(span: Span) -> str | None:
    """What the span's first exception said, whatever its status is."""
    raised = _raised(span)
    return _exception(raised[0].attributes) if raised else None


def _raised(span: Span) -> tuple[SpanEvent | LogRecord, ...]:
    """The exceptions that events of the span tell, or events in log records, which take their place.

    A log line about an exception has no name of an event: somebody caught it, and went on.
    """
    told: tuple[SpanEvent | LogRecord, ...] = (*span.events, *span.logs)
    return tuple(event for event in told if event.name.endswith("exception"))


def _passes(event: SpanEvent | LogRecord) -> bool:
    return passes_control(_kind(event), as_text(event.attributes.get("exception.message")))


def _passed(span: Span, raised: tuple[SpanEvent | LogRecord, ...], kind: str | None) -> bool:
    """Whether all that the span says of an error is that control passed on."""
    said = _short(span.status_message)
    if kind is not None and not passes_control(kind, None):
        return False
    if said is None or said in _BARE:
        return bool(raised) or kind is not None
    messages = (as_text(event.attributes.get("exception.message")) for event in raised)
    return passes_control(None, said) or any(message and message in said for message in messages)


def _waited(event: SpanEvent | LogRecord, role: Role | None) -> bool:
    """Whether it only ended a wait, and went no further than the span; an agent that timed out did not wait."""
    ended = cancels if role is Role.CONTAINER else ends_a_wait
    return ended(_kind(event)) and not as_flag(event.attributes.get("exception.escaped"))


def _kind(event: SpanEvent | LogRecord) -> str | None:
    return as_text(event.attributes.get("exception.type"))


def _marked(attributes: Mapping[str, JSON]) -> bool:
    """Whether an attribute says that there was an error: OpenTracing's flag, or the error's text in its place."""
    found = attributes.get("error")
    return found is not None and (as_flag(found) or _said_by_hand(attributes) is not None)


def _said_by_hand(attributes: Mapping[str, JSON]) -> str | None:
    found = attributes.get("error")
    return found if isinstance(found, str) and found.strip().lower() not in _NO_ERROR else None


_NO_ERROR = ("", "0", "1", "yes", "no", "true", "false", "none", "null", "undefined")  # flags, and nothing
_MESSAGES = ("error.message", "error.msg", "http.error_message", "otel.status_description")


def _words(span: Span, errors: tuple[SpanEvent | LogRecord, ...]) -> str | None:
    """The best of what a failed span says: its exception may also stand in a log record, or in attributes."""
    attributes = span.attributes
    logs = (log.attributes for log in span.logs if "exception.message" in log.attributes)
    raised = errors[0].attributes if errors else next(logs, attributes)
    message = _short(span.status_message)
    said = next((text for key in _MESSAGES if (text := _short(as_text(attributes.get(key))))), None)
    best = _exception(raised) or (None if message in _BARE else message) or said or _said_by_hand(attributes)
    return best or code_words(attributes) or message


def _exception(attributes: Mapping[str, JSON]) -> str | None:
    kind: JSON = attributes.get("exception.type")
    message = _short(as_text(attributes.get("exception.message")))
    if message and kind and kind not in _NO_KIND and not message.startswith(str(kind)):
        return f"{kind}: {message}"
    return message or as_text(kind)


_NO_KIND = ("Exception", "Error")  # LangSmith's and JavaScript's; they tell nothing
_BARE = (*_NO_KIND, "ERROR", "error")  # statuses that say no more than their code
_TRACEBACK = "Traceback (most recent call last)"


def _short(text: str | None) -> str | None:
    """The text without the stack trace that some frameworks append; that is in the event already."""
    before, found, after = (text or "").partition(_TRACEBACK)
    shown = before.strip() or (after.strip().rpartition("\n")[2] if found else "")
    return shown or None
