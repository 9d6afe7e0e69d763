"""Split the text of a file into JSON documents: one document, one a line, or an array of them."""

import json
import re
from collections.abc import Iterator
from itertools import islice

from app.domain.errors import TraceRejected
from app.domain.trace import Repair
from app.ingest.deep_values import without_deep_json
from app.ingest.elements import check_elements
from app.ingest.lenient import parse_json
from app.ingest.limits import Limits
from app.ingest.otlp_json import read_document
from app.ingest.telemetry import TelemetryBatch

_FROM_FIRST_SIGN = re.compile(rb"\S[^\n]*")


def is_text(body: bytes) -> bool:
    """Whether the first sign is one that JSON starts with, and not the length of a first field of protobuf."""
    return body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[") and not _all_fields(body)


def _all_fields(body: bytes) -> bool:
    """Whether the bytes are fields of protobuf end to end: each a line feed (field 1), its length, and its content.

    A block of 123 bytes begins like JSON after an empty line: a line feed and a brace.
    """
    at = 0
    while at < len(body) and body[at] == 0x0A:
        at, size, shift = at + 1, 0, 0
        while at < len(body) and shift < 35:
            byte, at = body[at], at + 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                break
        at += size
    return at == len(body)


def read_text(name: str, body: bytes, into: TelemetryBatch) -> None:
    """Add all documents of a file. Raises TraceRejected with line and column where it is not JSON."""
    for place, document in documents_of(name, body, into.notes, into.limits):
        read_document(document, into, place=place)


def documents_of(name: str, body: bytes, notes: list[Repair], limits: Limits) -> Iterator[tuple[str, object]]:
    """Each document of a file, with its place. A last line that was not finished is left out, with a note.

    Raises TraceTooLarge before any is decoded.
    """
    check_elements(body, limits, place=name)
    body = body.removeprefix(b"\xef\xbb\xbf")
    first = [line for _, line in islice(_filled(body), 2)]
    if len(first) > 1 and _is_document(first[0]):
        for place, document in _lines(name, body, notes):
            yield from _listed(document, place)
    else:
        yield from _listed(_parse(body, f"{name}"), name)


def _filled(body: bytes) -> Iterator[tuple[int, bytes]]:
    """Lines with something in them, each with its number; one at a time, as millions may be empty."""
    number, counted = 1, 0
    for found in _FROM_FIRST_SIGN.finditer(body):
        begin = body.rfind(b"\n", counted, found.start()) + 1 or counted
        number, counted = number + body.count(b"\n", counted, begin), begin
        yield number, body[begin : found.end()]


def _listed(document: object, place: str) -> Iterator[tuple[str, object]]:
    if isinstance(document, list):
        yield from ((f"{place}, item {index}", item) for index, item in enumerate(document, 1))
    else:
        yield place, document


def _lines(name: str, body: bytes, notes: list[Repair]) -> Iterator[tuple[str, object]]:
    """Each line's document."""
    last = 1 + body.count(b"\n")
    for number, line in _filled(body):
        place = f"{name}: line {number}"
        try:
            yield place, _parse(line, place)
        except _Cut as error:
            if number != last:
                raise TraceRejected(str(error)) from error
            sentence = f"The last line of {name} (line {number}) is cut off and was left out."
            notes.append(Repair("truncated", sentence))


def _value(text: bytes) -> object:
    """What is nested deeper than can be read is parted with: the value that it is in is refused for its own depth."""
    try:
        return parse_json(text)
    except RecursionError:
        return parse_json(without_deep_json(text))


class _Cut(TraceRejected):
    """JSON that ends too early."""


def _is_document(line: bytes) -> bool:
    try:
        return isinstance(_parse(line, ""), dict)
    except TraceRejected:
        return False


def _parse(text: bytes, place: str) -> object:
    """Raises TraceRejected with line and column, or with the byte."""
    try:
        return _value(text)
    except UnicodeDecodeError as error:
        raise TraceRejected(f"{place}: byte {error.start} is not UTF-8; save the file as UTF-8") from error
    except RecursionError as error:
        raise TraceRejected(f"{place}: nested too deeply to be OTLP") from error
    except json.JSONDecodeError as error:
        where = (
            f"{place}, column {error.colno}"
            if "line" in place
            else f"{place}: line {error.lineno}, column {error.colno}"
        )
        sentence = f"{where}: not JSON: {error.msg}"
        if error.pos >= len(error.doc.rstrip()) or error.msg.startswith("Unterminated"):
            raise _Cut(f"{sentence}; the text ends too early") from error
        raise TraceRejected(sentence) from error
