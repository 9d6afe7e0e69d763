"""Part with what is nested deeper than decoders follow, so that one deep span costs the others nothing."""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from google.protobuf.message import DecodeError

from app.ingest.protobuf_wire import field, taken_apart

PROTOBUF_LEVELS = "31 levels of objects, or 47 of lists,"  # of 100 messages: an object takes three, a list two
_PATH = (1, 2, 2)  # of spans and of log records alike: request, block, scope
_JSON_LEVELS = 430  # 100 of objects in an event's attribute take 416 brackets
_BRACKET = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|[][{}]', re.DOTALL)
_BLANK = bytes(sign if sign == ord("\n") else ord(" ") for sign in range(256))


def is_too_deep(error: DecodeError) -> bool:
    """Whether the decoder gave up for the depth; it tells so in words alone."""
    return "MaxDepth" in str(error)


def without_deep_items(kind: Any, message: bytes) -> tuple[bytes, list[int]]:
    """An export request without the spans or log records that are too deep for its decoder, and their numbers.

    The decoder is asked for each of them, within what is around it. Damage of another kind is left where it is.
    """
    shallow = _Shallow(kind)
    return shallow.kept(message, around=bytes, path=_PATH, fits=True), shallow.deep


class _Shallow:
    """The numbers of the items that are too deep, while a request is walked through."""

    def __init__(self, kind: Any) -> None:
        self._kind = kind
        self._number = 0
        self.deep: list[int] = []

    def kept(self, message: bytes, *, around: Callable[[bytes], bytes], path: tuple[int, ...], fits: bool) -> bytes:
        """What is left of a message; nothing of one that does not fit, or that is within such a one."""
        if not path:
            self._number += 1
            if fits and self._fits(around(message)):
                return field(_PATH[-1], message)
            self.deep.append(self._number)
            return b""
        number, *below = path
        inner, rest = taken_apart(message, number)
        fits = fits and self._fits(around(rest))
        place = partial(_within, number, around)
        within = [self.kept(each, around=place, path=tuple(below), fits=fits) for each in inner]
        whole = b"".join(within) + (rest if fits else b"")
        above = _PATH[: len(_PATH) - len(path)]
        return field(above[-1], whole) if above else whole

    def _fits(self, message: bytes) -> bool:
        try:
            self._kind.FromString(message)
        except DecodeError as error:
            return not is_too_deep(error)
        return True


def _within(number: int, around: Callable[[bytes], bytes], message: bytes) -> bytes:
    return around(field(number, message))


def without_deep_json(text: bytes) -> bytes:
    """A JSON text in which what is nested deeper than can be read is blank; every line and column stays.

    What is left is still deeper than a value may be, so that it is refused where it stands, or read by nobody.
    """
    found = bytearray(text)
    depth = begin = 0
    for each in _BRACKET.finditer(text):
        sign = text[each.start()]
        if sign in b"[{":
            depth += 1
            if depth == _JSON_LEVELS:
                begin = each.end()
        elif sign in b"]}":
            if depth == _JSON_LEVELS:
                found[begin : each.start()] = text[begin : each.start()].translate(_BLANK)
            depth -= 1
    return bytes(found)
