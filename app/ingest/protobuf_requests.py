"""Decode OTLP export requests from protobuf: of a kind that is known, or that has to be told by what is in it."""

from collections.abc import Callable, Iterator

from google.protobuf.message import DecodeError
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.logs.v1.logs_pb2 import LogRecord
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from app.domain.errors import TraceRejected, TraceTooLarge
from app.domain.trace import Repair
from app.ingest.deep_values import PROTOBUF_LEVELS, is_too_deep, without_deep_items
from app.ingest.elements import MessageCount
from app.ingest.foreign_text import text_form
from app.ingest.limits import Limits
from app.ingest.protobuf_wire import taken_apart
from app.ingest.utf8 import with_utf8_texts

Request = ExportTraceServiceRequest | ExportLogsServiceRequest
Kind = type[ExportTraceServiceRequest] | type[ExportLogsServiceRequest]
Refuse = Callable[[TraceRejected], None]
_NAMES: dict[Kind, str] = {ExportTraceServiceRequest: "span", ExportLogsServiceRequest: "log record"}


def request_of(name: str, body: bytes, kind: Kind, *, limits: Limits, refuse: Refuse) -> Request:
    """The bytes as a request of this kind and no other, without the spans or log records that are too deep.

    Of each of these `refuse` is told. Raises TraceRejected where the bytes are none, or nothing is in them.
    """
    MessageCount(kind.DESCRIPTOR, limits, size=len(body)).add(body, place=name)
    try:
        found, deep = _decoded(kind, body, [], place=name)
    except DecodeError as error:
        sentence = f"{name}: no OTLP protobuf of {_NAMES[kind]}s ({_reason(error)}); is it whole?"
        raise TraceRejected(sentence) from error
    if not deep and not any(map(_says_something, _items(found))):
        raise TraceRejected(f"{name}: nothing in it says that these are {_NAMES[kind]}s; expected an OTLP request")
    _refuse(deep, kind, place=name, refuse=refuse)
    return found


def requests_in(name: str, body: bytes, limits: Limits, notes: list[Repair]) -> Iterator[tuple[str, Request]]:
    """The export requests in a file, each with its place. Raises TraceRejected where the bytes are none."""
    counts = {kind: MessageCount(kind.DESCRIPTOR, limits, size=len(body)) for kind in _NAMES}
    for place, message in _messages(name, body):
        yield place, _told(message, counts, notes, place=place)


def _told(message: bytes, counts: dict[Kind, MessageCount], notes: list[Repair], *, place: str) -> Request:
    """The request that a message is, or that is all of its first field: so Tempo answers for a trace."""
    try:
        return _known(message, counts, notes, place=place)
    except TraceTooLarge:
        raise
    except TraceRejected:
        inner, _ = taken_apart(message, 1)
        request = _request_or_none(inner[0], counts, notes, place=place) if len(inner) == 1 else None
        if request is None:
            raise
        return request


def _request_or_none(
    message: bytes, counts: dict[Kind, MessageCount], notes: list[Repair], *, place: str
) -> Request | None:
    try:
        found = _known(message, counts, notes, place=place)
    except TraceTooLarge:
        raise
    except TraceRejected:
        return None
    return found if any(map(_says_something, _items(found))) else None


def _known(message: bytes, counts: dict[Kind, MessageCount], notes: list[Repair], *, place: str) -> Request:
    """The kind that something known is in: spans parse as log records and the other way, but with little in them."""
    errors: list[DecodeError] = []
    empty: list[Request] = []
    for kind, count in counts.items():
        count.add(message, place=place)
        try:
            found, deep = _decoded(kind, message, notes, place=place)
        except DecodeError as error:
            errors.append(error)
            continue
        _refuse(deep, kind, place=place, refuse=_raised)
        if any(map(_says_something, _items(found))):
            return found
        if any(True for _ in _items(found)):
            empty.append(found)
    if empty:
        return empty[0]
    if len(errors) == len(counts):
        what = text_form(message) or f"neither JSON nor OTLP protobuf ({_reason(errors[0])}); is the file whole?"
        raise TraceRejected(f"{place}: {what}") from errors[0]
    what = text_form(message) or "no spans and no log records found; expected OTLP JSON or protobuf"
    raise TraceRejected(f"{place}: {what}")


def _decoded(kind: Kind, message: bytes, notes: list[Repair], *, place: str) -> tuple[Request, list[int]]:
    """The request, and the numbers of what is left out as it is too deep. Raises DecodeError."""
    try:
        return kind.FromString(message), []
    except DecodeError as error:
        if "UTF-8" in str(error):
            mended = with_utf8_texts(place, message, kind.DESCRIPTOR, notes)
            if mended != message:
                return _decoded(kind, mended, notes, place=place)
        if not is_too_deep(error):
            raise
    shallow, deep = without_deep_items(kind, message)
    return kind.FromString(shallow), deep


def _refuse(deep: list[int], kind: Kind, *, place: str, refuse: Refuse) -> None:
    for number in deep:
        here = f"{place}, {_NAMES[kind]} {number}"
        refuse(TraceRejected(f"{here}: an attribute is nested too deeply; {PROTOBUF_LEVELS} are read"))


def _raised(error: TraceRejected) -> None:
    raise error


def _reason(error: DecodeError) -> str:
    """What the decoder found, without the names of its own classes."""
    said = str(error).rpartition(": ")[2]
    return "damaged, or something else" if "." in said else said


def _items(request: Request) -> Iterator[Span | LogRecord]:
    if isinstance(request, ExportTraceServiceRequest):
        return (span for block in request.resource_spans for scoped in block.scope_spans for span in scoped.spans)
    return (record for block in request.resource_logs for scoped in block.scope_logs for record in scoped.log_records)


def _says_something(item: Span | LogRecord) -> bool:
    """Whether it has what the other kind cannot be mistaken for: a log's body may stand where a span has its name."""
    if isinstance(item, Span):
        return bool(item.trace_id or item.span_id)
    return bool(
        item.span_id
        or item.time_unix_nano
        or item.observed_time_unix_nano
        or item.attributes
        or item.event_name
        or item.body.WhichOneof("value")
    )


def _messages(name: str, body: bytes) -> list[tuple[str, bytes]]:
    """The messages of a file; the collector writes the length of each in four bytes before it."""
    found: list[tuple[str, bytes]] = []
    at = 0
    while at + 4 <= len(body):
        size = int.from_bytes(body[at : at + 4], "big")
        if size == 0 or at + 4 + size > len(body):
            return [(name, body)]
        found.append((f"{name}: message {len(found) + 1}", body[at + 4 : at + 4 + size]))
        at += 4 + size
    return found if at == len(body) else [(name, body)]
