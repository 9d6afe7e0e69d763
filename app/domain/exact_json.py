"""Read and write JSON text without losing a digit of a whole number."""

import json
import math
from dataclasses import fields, is_dataclass
from datetime import datetime

import orjson

from app.domain.json import JSON, as_json

MOST_SPELLED = 200_000  # characters of a text that is looked at as JSON
_MOST_DIGITS = 4300  # Python's own limit for turning digits into a number
_MOST_BITS = 14_284  # of a number with no more digits than that
_SIGNS = bytes(ord("0") if chr(sign) in "-0123456789" else ord(" ") for sign in range(256))
_LONG = b"0" * 20  # 64 bits end at -9223372036854775808 and at 18446744073709551615: twenty signs


def loads(text: bytes | str) -> JSON:
    """The value of a JSON text in UTF-8, whole numbers of any size as they are.

    A number that Python cannot hold stays text, as written: NaN, 1e400, a whole number of more than 4,300 digits.
    Lone surrogates are kept. Raises json.JSONDecodeError, UnicodeError or RecursionError.
    """
    try:
        body = text.encode() if isinstance(text, str) else text
        found: JSON = _slowly(text) if _may_pass_64_bits(body) else orjson.loads(body)
    except ValueError:
        return _slowly(text)  # it may be JSON still, as other writers make it
    return found


def spelled(text: str) -> JSON:
    """The object or list that a text spells as JSON; None for any other text, an empty object, and a long text."""
    if len(text) > MOST_SPELLED or text.lstrip()[:1] not in {"{", "["}:
        return None
    try:
        return loads(text) or None
    except (ValueError, RecursionError):
        return None


def value_at(text: str, at: int) -> tuple[JSON, int]:
    """The value that begins at a place in a text, as `loads` reads it, and where it ends: what follows is not read.

    Raises json.JSONDecodeError and RecursionError.
    """
    found: tuple[JSON, int] = _EXACT.raw_decode(text, at)
    return found


def number(value: float) -> float | str:
    """The number; what JSON cannot hold becomes text: NaN, Infinity, and whole numbers past 4,300 digits in hex."""
    if isinstance(value, int):
        return value if value.bit_length() <= _MOST_BITS else hex(value)
    return value if math.isfinite(value) else json.dumps(value)


def _may_pass_64_bits(body: bytes) -> bool:
    """Whether there is a number that orjson might make a float of: quick, and never wrong when it says no."""
    return len(body) >= len(_LONG) and _LONG in body.translate(_SIGNS)


def _slowly(text: bytes | str) -> JSON:
    found: JSON = _EXACT.decode(text if isinstance(text, str) else text.decode())
    return found


def _whole(digits: str) -> int | str:
    return int(digits) if len(digits) <= _MOST_DIGITS else digits


def _float(digits: str) -> float | str:
    value = float(digits)
    return value if math.isfinite(value) else digits


_EXACT = json.JSONDecoder(parse_int=_whole, parse_float=_float, parse_constant=str)


def dumps(value: object) -> bytes:
    """Compact JSON of values, dataclasses, enums, times and sets; what orjson refuses is written all the same.

    That is whole numbers past 64 bits, numbers as keys, and lone surrogates, which become escapes. Raises
    TypeError where it is none of these.
    """
    try:
        return orjson.dumps(value, option=orjson.OPT_UTC_Z, default=_plain)
    except orjson.JSONEncodeError:
        return json.dumps(value, default=_plain, separators=(",", ":")).encode()


def _plain(value: object) -> object:
    match value:
        case set() | frozenset():
            return sorted(value)
        case datetime():
            return value.isoformat().replace("+00:00", "Z")
        case _ if is_dataclass(value):
            return {field.name: getattr(value, field.name) for field in fields(value)}
        case _:
            return as_json(value)
