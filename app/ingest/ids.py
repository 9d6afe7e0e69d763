"""Read the ids and times of spans, as OTLP JSON writes them and as other tools do."""

import base64
import binascii
import re
from collections.abc import Mapping
from datetime import UTC, datetime

from app.domain.errors import TraceRejected

_HEX = re.compile(r"[0-9a-fA-F]+")
_CLOCK_TIME = re.compile(r"(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d)(?:[.,](\d{1,9})\d*)?(Z|[+-]\d\d:?\d\d)?", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_HALF = 0xFFFF_FFFF
MAX_NS = 2**63 - 1  # the year 2262; the wire has twice as many, but no database


def hex_id(value: object, *, size: int, key: str, place: str) -> str:
    """An id of `size` bytes as lower-case hex; proto3 JSON tools write base64 instead, SDKs print `0x` before it.

    Raises TraceRejected with the place where the id has another length, other signs, or is all zeros.
    """
    if not isinstance(value, str) or not value:
        raise TraceRejected(f"{place}: {key} is missing")
    digits = value.removeprefix("0x") if len(value) == 2 * size + 2 else value
    if len(digits) == 2 * size and _HEX.fullmatch(digits):
        found = digits.lower()
    else:
        found = _base64(value, size=size) or _refuse(value, size=size, key=key, place=place)
    if not found.strip("0"):
        raise TraceRejected(f"{place}: {key} is all zeros, which OpenTelemetry reserves for no id")
    return found


def optional_id(value: object, *, size: int, key: str, place: str) -> str | None:
    """Like `hex_id`, where absent, empty and all zeros mean that there is none."""
    if value in (None, "") or (isinstance(value, str) and not value.removeprefix("0x").strip("0")):
        return None
    return hex_id(value, size=size, key=key, place=place)


def nanoseconds(value: object, *, key: str, place: str) -> int:
    """A time as a 64-bit integer: a number, a text, ISO 8601, JavaScript's two halves or its pair; 0 where absent."""
    if value is None or value == "":
        return 0
    if isinstance(value, Mapping | list):
        value = _pair(value) if isinstance(value, list) else whole_number(value)
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        try:
            number = int(value)
        except (ValueError, OverflowError):
            number = _clock_time(value) if isinstance(value, str) else -1
        if 0 <= number <= MAX_NS:
            return number
    raise TraceRejected(f"{place}: {key} is {_short(value)}, expected nanoseconds since 1970")


def whole_number(halves: Mapping[str, object]) -> object:
    """The number that protobuf.js writes as two halves of 32 bits; what has no such halves is left to be refused."""
    low, high = halves.get("low"), halves.get("high")
    if not isinstance(low, int) or not isinstance(high, int):
        return halves
    number = ((high & _HALF) << 32) | (low & _HALF)
    return number - 2**64 if number > MAX_NS and not halves.get("unsigned") else number


def _pair(value: list[object]) -> object:
    """Seconds and nanoseconds, as SDKs for JavaScript keep a time."""
    match value:
        case [int(seconds), int(rest)] if 0 <= seconds < _HALF:
            return seconds * 1_000_000_000 + rest
        case _:
            return value


def _clock_time(value: str) -> int:
    """Nanoseconds since 1970 of a time in ISO 8601, in UTC where it names no zone; -1 where it is none."""
    found = _CLOCK_TIME.fullmatch(value[:60])
    if found is None:
        return -1
    clock, fraction, zone = found.groups()
    try:
        instant = datetime.fromisoformat(f"{clock}{(zone or 'Z').replace('Z', '+00:00')}")
    except ValueError:
        return -1
    past = instant - _EPOCH
    return (past.days * 86_400 + past.seconds) * 1_000_000_000 + int((fraction or "").ljust(9, "0"))


def _base64(value: str, *, size: int) -> str | None:
    if len(value) != 4 * -(-size // 3):
        return None
    try:
        raw = base64.b64decode(value, validate=True)
    except binascii.Error:
        return None
    return raw.hex() if len(raw) == size else None


def _refuse(value: str, *, size: int, key: str, place: str) -> str:
    if _HEX.fullmatch(value):
        raise TraceRejected(f"{place}: {key} is {len(value)} hex digits, expected {2 * size}")
    raise TraceRejected(f"{place}: {key} is {_short(value)}, expected {2 * size} hex digits")


def _short(value: object) -> str:
    if isinstance(value, list | dict):  # which Python spells only up to a depth
        return "a list" if isinstance(value, list) else "an object"
    text = repr(value[:41] if isinstance(value, str) else value)  # a text of megabytes is not written out first
    return text if len(text) <= 40 else text[:40] + "…"
