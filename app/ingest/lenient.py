"""Read values that frameworks wrote as text: JSON, Python literals, numbers and flags."""

import ast
import json
import math
import re
from collections.abc import Mapping
from itertools import accumulate

from app.domain import exact_json
from app.domain.json import JSON
from app.ingest.memory import memory

MAX_LITERAL = 200_000  # characters; Python's own parser takes seconds and much memory beyond
MAX_DEPTH = 100  # deeper values stay text: nobody reads them as a tree, and recursion ends somewhere
_OPENERS = "{[("
_STARTS = (*_OPENERS, '"{', '"[', '"\\"')  # a text within a text may hold one as well
_SURROGATE = re.compile("[\ud800-\udfff]")


def lenient_value(value: JSON) -> JSON:
    """The object or array that a text holds as JSON or as a Python literal; anything else unchanged.

    So is what holds one as the JSON text of such a text: some writers encode twice.
    """
    if not isinstance(value, str):
        return value
    text = value.strip()
    if not text.startswith(_STARTS):
        return value
    known = memory()
    if known is None:
        return _held(text, value)
    if value not in known.values:
        known.values[value] = _held(text, value)
    return known.values[value]


def _held(text: str, value: str) -> JSON:
    if text[0] == '"':
        inner = unquoted_text(text)
        found = value if inner == text else lenient_value(inner)
        return value if isinstance(found, str) else found
    if _depth(text) > MAX_DEPTH:
        return value
    found = _parsed(text)
    if found is not None:
        return found
    literal = _python_literal(text)
    return value if literal is None else literal


def json_value(text: str) -> JSON:
    """The value of a JSON text, scalars too; None if it is not JSON or too deep."""
    return None if _depth(text) > MAX_DEPTH else _parsed(text)


def _parsed(text: str) -> JSON:
    try:
        return parse_json(text)
    except (ValueError, RecursionError):
        return None


def parse_json(text: str | bytes) -> JSON:
    """The value of a JSON text, as `exact_json.loads` reads it; lone surrogates become the replacement sign."""
    found = exact_json.loads(text)
    return plain(found) if may_hold_surrogates(text) else found


def may_hold_surrogates(text: str | bytes) -> bool:
    """Whether there is an escape of one; pairs of them are letters."""
    if isinstance(text, bytes):
        return b"\\ud" in text or b"\\uD" in text
    return "\\ud" in text or "\\uD" in text


def unquoted(value: JSON) -> JSON:
    """Like `lenient_value`, for frameworks that write every value as JSON, plain strings with their quotes."""
    if isinstance(value, str) and value.strip()[:1] not in ("", "{", "["):
        found = json_value(value.strip())
        return value if found is None else found
    return lenient_value(value)


def unquoted_text(value: JSON) -> JSON:
    """The text that a text holds as one JSON string, without its quotes and escapes; anything else unchanged."""
    if not isinstance(value, str) or len(value) < 2 or not value[0] == value[-1] == '"':
        return value
    found = _parsed(value)
    return found if isinstance(found, str) else value


def unescaped(text: str) -> str:
    """The same for a text in which quotes alone prove nothing: where nobody would have written it as it stands."""
    if text[:1] != '"' or "\\" not in text:
        return text
    found = unquoted_text(text)
    return found if isinstance(found, str) else text


def as_dict(value: JSON) -> Mapping[str, JSON]:
    """The mapping that the value is or holds as text; empty if it is none."""
    found = lenient_value(value)
    return found if found is not None and isinstance(found, Mapping) else {}


def as_list(value: JSON) -> list[JSON]:
    """The list that the value is or holds as text; empty if it is none."""
    found = lenient_value(value)
    return list(found) if isinstance(found, list | tuple) else []


def as_text(value: JSON) -> str | None:
    """The value as a non-empty text; None if there is nothing to show."""
    if isinstance(value, str):
        return value or None
    if value is None or value in ([], {}):
        return None
    return json.dumps(value, ensure_ascii=False, default=str)


def as_int(value: JSON) -> int | None:
    """A count, also where it was written as text or as a float; whole numbers keep all their digits."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    number = as_float(value)
    return None if number is None else int(number)


def as_float(value: JSON) -> float | None:
    """A finite number, also where it was written as text; booleans are not numbers."""
    if value is None or isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def as_flag(value: JSON) -> bool:
    """True for true, 1, and their texts."""
    return value is True or str(value).strip().lower() in ("true", "1", "yes")


def _python_literal(text: str) -> JSON:
    if len(text) > MAX_LITERAL:
        return None
    try:
        found = ast.literal_eval(text)
    except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
        return None
    return plain(found) if isinstance(found, dict | list | tuple | set) else None


def plain(value: object) -> JSON:
    """The nearest JSON value: tuples and sets become lists, keys text, what JSON cannot hold its repr."""
    match value:
        case None | bool():
            return value
        case str():
            return without_surrogates(value)
        case int() | float():
            return exact_json.number(value)
        case dict():
            return {without_surrogates(str(key)): plain(item) for key, item in value.items()}
        case list() | tuple():
            return [plain(item) for item in value]
        case set():
            return [plain(item) for item in sorted(value, key=repr)]
        case _:
            return without_surrogates(repr(value))


def without_surrogates(text: str) -> str:
    """The text with the replacement sign for each lone surrogate, so that it can be written as UTF-8."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def _depth(text: str) -> int:
    """The nesting of a JSON text; 0 where it is clearly small."""
    if sum(map(text.count, _OPENERS)) <= MAX_DEPTH:
        return 0
    signs = _outside_strings(text)
    left, depth = signs, 0
    while b"()" in left and depth <= MAX_DEPTH:
        left = left.replace(b"()", b"")  # all that is innermost
        depth += 1
    return max(accumulate((1 if sign == _OPENS else -1 for sign in signs), initial=0)) if left else depth


def _outside_strings(text: str) -> bytes:
    """The brackets of a JSON text that stand in no string of it, each as a round one."""
    signs = text.encode("utf-8", "surrogatepass").replace(b"\\\\", b"").replace(b'\\"', b"")
    signs = signs.translate(_ROUND, _NO_SIGNS)
    if signs.count(b'"') % 2:
        signs = b"".join(signs.rpartition(b'"')[::2])  # one that begins no string
    return b"".join(signs.replace(b'""', b"").split(b'"')[::2])  # nothing is left between two such quotes


_OPENS = ord("(")
_ROUND = bytes.maketrans(b"{[]}", b"(())")
_NO_SIGNS = bytes(set(range(256)) - set(b'{[()]}"'))
