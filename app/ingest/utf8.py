"""Make UTF-8 of a text that is not, as where an SDK cut a letter in two: a sign stands for what cannot be read."""

from codecs import getincrementaldecoder
from collections.abc import Iterator

from app.domain.trace import Repair

_PIECE = 1024 * 1024
_SIGN = "\ufffd".encode()
_decoder = getincrementaldecoder("utf-8")


def as_utf8(name: str, body: bytes, notes: list[Repair]) -> bytes:
    """The text as it is where it is UTF-8, else with U+FFFD for the bytes that are none, and a note of how many."""
    if body.isascii() or _is_utf8(body):
        return body
    mended = b"".join(piece.encode() for piece in _decoded(body, errors="replace"))
    signs = mended.count(_SIGN) - body.count(_SIGN)
    what = "1 letter is" if signs == 1 else f"{signs} letters are"
    notes.append(Repair("utf8", f"{what} not UTF-8 in {name} and shown as \ufffd; save the file as UTF-8."))
    return mended


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
