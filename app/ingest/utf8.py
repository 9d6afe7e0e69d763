"""Make UTF-8 of a text that is not, as where an SDK cut a letter in two: a sign stands for what cannot be read."""

from codecs import getincrementaldecoder
from collections.abc import Iterator

from google.protobuf.descriptor import Descriptor, FieldDescriptor

from app.domain.trace import Repair
from app.ingest.protobuf_wire import LENGTH, after, varint

_PIECE = 1024 * 1024
_SIGN = "\ufffd".encode()
_decoder = getincrementaldecoder("utf-8")


def as_utf8(name: str, body: bytes, notes: list[Repair]) -> bytes:
    """The text as it is where it is UTF-8, else with U+FFFD for the bytes that are none, and a note of how many."""
    if body.isascii() or _is_utf8(body):
        return body
    mended = b"".join(piece.encode() for piece in _decoded(body, errors="replace"))
    signs = mended.count(_SIGN) - body.count(_SIGN)
    notes.append(
        Repair("utf8", f"{_letters(signs)} not UTF-8 in {name} and shown as \ufffd; save the file as UTF-8.")
    )
    return mended


def _letters(count: int) -> str:
    return "1 letter is" if count == 1 else f"{count} letters are"


def _is_utf8(body: bytes) -> bool:
    try:
        for _ in _decoded(body, errors="strict"):
            pass
    except UnicodeDecodeError:
        return False
    return True


def _decoded(body: bytes, *, errors: str) -> Iterator[str]:
    """The text piece by piece, as all of it may take four times the memory."""
    decoder = _decoder(errors)
    for start in range(0, len(body), _PIECE):
        yield decoder.decode(body[start : start + _PIECE], final=start + _PIECE >= len(body))


_STAND_IN = b"?"  # as long as the byte whose place it takes, so that every length around it stays right


def with_utf8_texts(name: str, message: bytes, kind: Descriptor, notes: list[Repair]) -> bytes:
    """A message of protobuf whose texts are UTF-8, as decoders insist on, with a note of how many bytes were not."""
    found = bytearray(message)
    mended = 0
    waiting = [(0, len(message), kind)]
    while waiting:
        at, end, around = waiting.pop()
        while at < end:
            tag, at = varint(message, at)
            if tag & 7 != LENGTH:
                at = after(message, at, tag & 7)
                continue
            size, at = varint(message, at)
            inner = around.fields_by_number.get(tag >> 3)
            if inner is not None and inner.message_type is not None:
                waiting.append((at, min(at + size, end), inner.message_type))
            elif inner is not None and inner.type == FieldDescriptor.TYPE_STRING:
                text, wrong = _same_length(message[at : min(at + size, end)])
                found[at : at + len(text)] = text
                mended += wrong
            at += size
    if mended:
        notes.append(Repair("utf8", f"{_letters(mended)} not UTF-8 in {name} and shown as ?."))
    return bytes(found)


def _same_length(text: bytes) -> tuple[bytes, int]:
    """The text with a stand-in for each byte that is none of UTF-8."""
    if text.isascii():
        return text, 0
    try:
        text.decode()
    except UnicodeDecodeError:
        plain = text.decode("utf-8", "surrogateescape")
        wrong = sum("\udc80" <= sign <= "\udcff" for sign in plain)
        return b"".join(_STAND_IN if "\udc80" <= sign <= "\udcff" else sign.encode() for sign in plain), wrong
    return text, 0
