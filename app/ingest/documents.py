"""Split the text of a file into JSON documents: one, one a line, several in a row, or an array of them."""

import json
import re
from collections.abc import Iterator
from itertools import islice

from app.domain import exact_json
from app.domain.errors import TraceRejected, TraceTooLarge
from app.domain.trace import Repair
from app.ingest.deep_values import without_deep_json
from app.ingest.elements import check_elements
from app.ingest.event_stream import is_event_stream, only_data
from app.ingest.json_fault import CutText, fault_of
from app.ingest.lenient import may_hold_surrogates, parse_json, plain
from app.ingest.limits import Limits
from app.ingest.log_lines import is_line, is_log, only_printed
from app.ingest.otlp_json import read_document
from app.ingest.protobuf_wire import varint
from app.ingest.telemetry import TelemetryBatch
from app.ingest.utf8 import as_utf8

_MARK = b"\xef\xbb\xbf"
_FROM_FIRST_SIGN = re.compile(rb"\S[^\n]*")
_INDENTED = re.compile(rb"[^\n]*\n[ \t]")
_BETWEEN = re.compile(r"\s*+,?+\s*+")


def is_text(body: bytes) -> bool:
    """Whether the first sign is one that JSON starts with, and not the length of a first field of protobuf."""
    if body.lstrip(_MARK + b" \t\r\n")[:1] in (b"{", b"["):
        return not _all_fields(body)
    return is_log(body) or (is_event_stream(body) and not _all_fields(body))


def _all_fields(body: bytes) -> bool:
    """Whether the bytes are fields of protobuf end to end: each a line feed (field 1), its length, and its content.

    A block of 123 bytes begins like JSON after an empty line: a line feed and a brace.
    """
    at = 0
    while at < len(body) and body[at] == 0x0A:
        size, at = varint(body, at + 1)
        at += size
    return at == len(body)


def read_text(name: str, body: bytes, into: TelemetryBatch) -> None:
    """Add all documents of a file; a log's lines about other things are left out, unless there are no others.

    Raises TraceRejected with line and column where it is not JSON.
    """
    others: list[TraceRejected] = []
    read = 0
    for place, document in documents_of(name, body, into.notes, into.limits):
        try:
            read_document(document, into, place=place)
            read += 1
        except TraceRejected as error:
            if not is_line(document) or isinstance(error, TraceTooLarge):
                raise
            others.append(error)
    if others and not read:
        raise others[0]
    if others:
        into.notes.append(Repair("lines", f"{len(others)} other lines of the log {name} are not shown."))


def documents_of(name: str, body: bytes, notes: list[Repair], limits: Limits) -> Iterator[tuple[str, object]]:
    """Each document of a file, with its place. A last one that was not finished is left out, with a note.

    Raises TraceTooLarge before any is decoded.
    """
    body = only_printed(only_data(as_utf8(name, body.removeprefix(_MARK), notes)))
    check_elements(body, limits, place=name)
    first = [line for _, _, line in islice(_filled(body), 2)]
    by_line = len(first) > 1 and _is_document(first[0])
    for place, document in _lines(name, body, notes) if by_line else _whole(name, body, notes):
        if isinstance(document, list):
            yield from ((f"{place}, item {index}", item) for index, item in enumerate(document, 1))
        else:
            yield place, document


def _filled(body: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Lines with something in them, with number and beginning; one at a time, as millions may be empty."""
    number, counted = 1, 0
    for found in _FROM_FIRST_SIGN.finditer(body):
        begin = body.rfind(b"\n", counted, found.start()) + 1 or counted
        number, counted = number + body.count(b"\n", counted, begin), begin
        yield number, begin, body[begin : found.end()]


def _is_document(line: bytes) -> bool:
    try:
        return isinstance(_value(line), dict)
    except (ValueError, RecursionError):
        return False


def _lines(name: str, body: bytes, notes: list[Repair]) -> Iterator[tuple[str, object]]:
    """Each line's document; from the first line on that is none, whatever stands in a row."""
    last = 1 + body.count(b"\n")
    for number, begin, line in _filled(body):
        try:
            yield f"{name}: line {number}", _parsed(line, name, line=number)
        except TraceRejected as error:
            if isinstance(error, CutText) and number == last:
                notes.append(_cut(f"line of {name} (line {number})"))
                return
            yield from _from_here(name, body[begin:], notes, line=number, error=error)
            return


def _from_here(
    name: str, rest: bytes, notes: list[Repair], *, line: int, error: TraceRejected
) -> Iterator[tuple[str, object]]:
    """The documents from a line on that is none by itself.

    Raises the line's error where none begins there, unless the next line is indented: then it is one of many lines.
    """
    try:
        text = rest.decode()
        row = _row(name, text, notes, line=line)
        yield next(row)
    except TraceRejected as found:
        raise (found if _INDENTED.match(rest) else error) from None
    yield from row


def _whole(name: str, body: bytes, notes: list[Repair]) -> Iterator[tuple[str, object]]:
    """The one document of a file, or those that stand in a row."""
    try:
        document = _value(body)
    except json.JSONDecodeError as error:
        if error.msg != "Extra data":
            raise fault_of(error, name) from error
        text = error.doc
    except RecursionError as error:
        raise fault_of(error, name) from error
    else:
        yield name, document
        return
    yield from _row(name, text, notes)


def _row(name: str, text: str, notes: list[Repair], *, line: int = 1) -> Iterator[tuple[str, object]]:
    """Documents one after another, with a comma between them or none; the text begins with this line."""
    held, deep = may_hold_surrogates(text), False
    at = begin = _after(text, 0)
    number, counted = line, 0
    while at < len(text):
        number, counted = number + text.count("\n", counted, at), at
        place = f"{name}: line {number}"
        try:
            document, end = exact_json.value_at(text, at)
        except RecursionError as error:
            if deep:
                raise fault_of(error, place) from error
            text, deep = text[:at] + without_deep_json(text[at:].encode()).decode(), True
            continue
        except json.JSONDecodeError as error:
            fault = fault_of(error, name, line=line, begin=at)
            if at == begin or not isinstance(fault, CutText):
                raise fault from error
            notes.append(_cut(f"document of {name} (from line {number} on)"))
            return
        yield place, plain(document) if held else document
        at = _after(text, end)


def _after(text: str, at: int) -> int:
    """Where the next document begins: behind blanks, and behind one comma."""
    between = _BETWEEN.match(text, at)
    return between.end() if between else at


def _cut(what: str) -> Repair:
    return Repair("truncated", f"The last {what} is cut off and was left out.")


def _parsed(text: bytes, name: str, *, line: int) -> object:
    """Raises TraceRejected with line and column."""
    try:
        return _value(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise fault_of(error, name, line=line) from error


def _value(text: bytes) -> object:
    """What is nested deeper than can be read is parted with: the value that it is in is refused for its own depth."""
    try:
        return parse_json(text)
    except RecursionError:
        return parse_json(without_deep_json(text))
