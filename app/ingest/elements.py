"""Count what a request is made of before it is decoded: a decoder makes an object of each element, empty or not.

Two bytes of protobuf or three of JSON can cost a hundred of memory. Most requests are told to be small enough by
their length, or by how often a byte stands in them that may begin an element; only the others are walked through.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from google.protobuf.descriptor import Descriptor

from app.domain.errors import TraceTooLarge
from app.ingest.limits import Limits
from app.ingest.protobuf_wire import LENGTH, after, varint

# Up to the next sign of structure that stands in no string, or to the end: no byte is looked at twice.
_SIGN = re.compile(rb'[^"{\[,:]*+(?:"(?:[^"\\]++|\\.?)*+"?+[^"{\[,:]*+)*+(?:[{\[,:]|\Z)', re.DOTALL)
_SIGNS = (b"{", b"[", b",", b":")
_DEEPEST = 100  # protobuf's own limit
_NAMED = 6  # resourceSpans.scopeSpans.spans.events.attributes.value


class _Field(NamedTuple):
    """A field that holds messages: its name, and such fields of these by their tags."""

    name: str
    fields: Mapping[int, "_Field"]


def check_elements(text: bytes, limits: Limits, *, place: str) -> None:
    """Raises TraceTooLarge where braces, brackets, commas and colons outside of strings are too many.

    Two of these count as an element, as an object has a comma before it and a member a colon within.
    """
    most = 2 * limits.elements
    if len(text) <= most or sum(map(text.count, _SIGNS)) <= most:
        return
    for number, found in enumerate(_SIGN.finditer(text), -1):  # the end of the text is found too, perhaps twice
        if number > most:
            raise TraceTooLarge(_sentence(place, limits.elements, f"by byte {found.end()}"))


class MessageCount:
    """How many messages are in the messages of one body, each within another or not, if they are read as one kind."""

    def __init__(self, kind: Descriptor, limits: Limits, *, size: int) -> None:
        """`size` is the length of the whole body."""
        self._kind = kind
        self._most = limits.elements
        self._size = size
        self._found = 0

    def add(self, message: bytes, *, place: str) -> None:
        """Raises TraceTooLarge, naming the fields that lead to where it is too much.

        What is damaged is left to the decoder: counting goes on behind it, where the message around it does.
        """
        if self._size <= 2 * self._most:  # the smallest takes two bytes
            return
        if len(message) == self._size and len(message.translate(None, _others(self._kind))) <= self._most:
            return
        fields, name = _fields(self._kind), ""
        above: list[tuple[int, Mapping[int, _Field], str]] = []
        at, end = 0, len(message)
        while above or at < end:
            if at >= end:
                at = end
                end, fields, name = above.pop()
                continue
            tag, at = varint(message, at)
            if tag & 7 != LENGTH:
                at = after(message, at, tag & 7)
                continue
            size, at = varint(message, at)
            inner = fields.get(tag)
            if inner is None or at + size > end:
                at += size
                continue
            self._found += 1
            if self._found > self._most:
                path = _path([*(each for _, _, each in above), name, inner.name])
                raise TraceTooLarge(_sentence(place, self._most, f"in {path}, by byte {at}"))
            if not size or len(above) == _DEEPEST:
                at += size
                continue
            above.append((end, fields, name))
            end, fields, name = at + size, inner.fields, inner.name


@cache
def _fields(kind: Descriptor) -> Mapping[int, _Field]:
    """The fields of a kind of message that hold messages, down to the last, by tag. Kinds may hold themselves."""
    known: dict[str, dict[int, _Field]] = {}

    def of(each: Any) -> dict[int, _Field]:
        if each.full_name not in known:
            known[each.full_name] = {}
            inner = [field for field in each.fields if field.message_type is not None]
            known[each.full_name] |= {
                field.number << 3 | LENGTH: _Field(field.camelcase_name, of(field.message_type)) for field in inner
            }
        return known[each.full_name]

    return of(kind)


@cache
def _others(kind: Descriptor) -> bytes:
    """All bytes but those that a tag of such a field may begin with, written in one byte or in more than it needs."""
    waiting = [_fields(kind)]
    seen: list[Mapping[int, _Field]] = []
    tags: set[int] = set()
    while waiting:
        fields = waiting.pop()
        if not any(fields is each for each in seen):
            seen.append(fields)
            tags.update(fields)
            waiting += [field.fields for field in fields.values()]
    starts = {tag & 0x7F for tag in tags}
    return bytes(byte for byte in range(256) if byte & 0x7F not in starts)


def _path(names: list[str]) -> str:
    """As far as it helps to find the place; values may lie in values a hundred times."""
    path = [name for name in names if name]
    return ".".join(path[:_NAMED] + ["…"] * (len(path) > _NAMED))


def _sentence(place: str, most: int, where: str) -> str:
    return f"{place}: more than {most:,} elements {where}; send smaller batches"
