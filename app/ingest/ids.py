"""Read the ids and times of spans, as OTLP JSON writes them and as other tools do."""

import base64
import binascii
import re

from app.domain.errors import TraceRejected

_HEX = re.compile(r"[0-9a-fA-F]+")
MAX_NS = 2**63 - 1  # the year 2262; the wire has twice as many, but no database


def hex_id(value: object, *, size: int, key: str, place: str) -> str:
    """An id of `size` bytes as lower-case hex; base64 is what proto3 JSON tools write instead.

    Raises TraceRejected with the place where the id has another length, other signs, or is all zeros.
    """
    if not isinstance(value, str) or not value:
        raise TraceRejected(f"{place}: {key} is missing")
    if len(value) == 2 * size and _HEX.fullmatch(value):
        found = value.lower()
    else:
        found = _base64(value, size=size) or _refuse(value, size=size, key=key, place=place)
    if not found.strip("0"):
        raise TraceRejected(f"{place}: {key} is all zeros, which OpenTelemetry reserves for no id")
    return found


def optional_id(value: object, *, size: int, key: str, place: str) -> str | None:
    """Like `hex_id`, where absent, empty and all zeros mean that there is none."""
    if value in (None, "") or (isinstance(value, str) and not value.strip("0")):
        return None
    return hex_id(value, size=size, key=key, place=place)


def nanoseconds(value: object, *, key: str, place: str) -> int:
    """A time as a 64-bit integer, written as a number or as a text; 0 where absent."""
    if value is None or value == "":
        return 0
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        try:
            number = int(value)
        except (ValueError, OverflowError):
            number = -1
        if 0 <= number <= MAX_NS:
            return number
    raise TraceRejected(f"{place}: {key} is {_short(value)}, expected nanoseconds since 1970")


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
