"""The type of a parsed JSON value, its one canonical text, and the texts in it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import TypeAlias

import orjson

JSON: TypeAlias = "bool | int | float | str | Sequence[JSON] | Mapping[str, JSON] | None"


def canonical(value: JSON) -> str:
    """The value as compact JSON with sorted keys, so that equal values have equal texts."""
    return _canonical.encode(value)


def in_order(value: JSON) -> str:
    """The value as compact JSON with its keys in their own order."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=as_json)


def indented(value: JSON) -> str:
    """The value as JSON for people: two spaces a level, keys in their own order."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=as_json)


def text_of(value: JSON) -> str:
    """A text as it stands, anything else as its canonical text."""
    return value if isinstance(value, str) else canonical(value)


def laid_out(value: JSON) -> str:
    """A text as it stands, anything else as JSON for people."""
    return value if isinstance(value, str) else indented(value)


def content_hash(value: JSON) -> str:
    """128 bits of SHA-256 over the canonical text, in hex; lone surrogates are kept apart, not refused."""
    text = _quickly(value)
    if text is None or _FRACTION in text.translate(_SIGNS):
        text = canonical(value).encode("utf-8", "surrogatepass")
    return _short_digest(text)


def content_hash_of_texts(value: JSON) -> str:
    """The same hash, in less time, of a value without numbers."""
    text = _quickly(value)
    return content_hash(value) if text is None else _short_digest(text)


def _quickly(value: JSON) -> bytes | None:
    """The canonical text as orjson writes it, fractions perhaps otherwise; None for what it refuses."""
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS, default=as_json)
    except orjson.JSONEncodeError:  # a lone surrogate, a whole number past 64 bits
        return None


_SIGNS = bytes.maketrans(b"0123456789e", b"0000000000.")
_FRACTION = b"0."  # a digit before a point or an exponent: that of a fraction, or one in a text


def _short_digest(text: bytes) -> str:
    return sha256(text).hexdigest()[:32]


def as_json(value: object) -> object:
    """Any mapping as a dict and any sequence as a list, for writers that take no others; else TypeError."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Sequence):
        return list(value)
    message = f"not a JSON value: {type(value).__name__}"
    raise TypeError(message)


_canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=as_json)


def leaves(value: JSON) -> Iterator[str]:
    """Every text in a value, at any depth; not the keys."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from leaves(inner)
    elif isinstance(value, Sequence):
        for inner in value:
            yield from leaves(inner)
