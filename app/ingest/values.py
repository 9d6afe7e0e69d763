"""Read OTLP JSON's typed values and lists of attributes."""

from base64 import b64decode
from collections.abc import Mapping

from app.domain import exact_json
from app.domain.errors import TraceRejected
from app.domain.json import JSON
from app.ingest.ids import whole_number
from app.ingest.lenient import as_float, json_value

_KINDS = ("stringValue", "intValue", "boolValue", "doubleValue", "arrayValue", "kvlistValue", "bytesValue")
_NESTED = ("arrayValue", "kvlistValue")
_SNAKE = {kind: kind.replace("Value", "_value") for kind in _KINDS}  # as in the protobuf files
_TYPED = frozenset(_KINDS) | frozenset(_SNAKE.values())


def attributes_of(items: object, *, depth: int, place: str) -> dict[str, JSON]:
    """A list of `{key, value}` as a mapping; the last of several equal keys counts.

    An object of values, as SDKs print attributes, is what it says.
    """
    if items is None:
        return {}
    if not isinstance(items, list):
        if isinstance(items, Mapping):
            return {key: _plain(value, depth=depth, place=place) for key, value in items.items()}
        raise TraceRejected(f"{place}: attributes should be a list of key and value")
    found: dict[str, JSON] = {}
    for item in items:
        if not isinstance(item, dict) or not isinstance(item.get("key"), str):
            raise TraceRejected(f"{place}: an attribute has no key")
        found[item["key"]] = value_of(item.get("value"), depth=depth, place=place)
    return found


def value_of(value: object, *, depth: int, place: str) -> JSON:
    """The value inside an AnyValue; an empty or unknown one is None. Bytes stay base64, but for the text of JSON."""
    if depth < 0:
        raise TraceRejected(_too_deep(place))
    if not isinstance(value, Mapping):
        return None
    text = value.get("stringValue")
    if isinstance(text, str):
        return text
    for kind in _KINDS:
        inner = value.get(kind)
        if inner is None:
            inner = value.get(_SNAKE[kind])
        if inner is not None:
            return _typed(kind, inner, depth=depth, place=place)
    return None


def _plain(value: JSON, *, depth: int, place: str) -> JSON:
    """The value itself, or the one inside an AnyValue. Raises TraceRejected where it is nested too deeply."""
    if isinstance(value, Mapping) and len(value) == 1 and not _TYPED.isdisjoint(value):
        return value_of(value, depth=depth, place=place)
    _check_depth(value, depth=depth, place=place)
    return value


def _check_depth(value: JSON, *, depth: int, place: str) -> None:
    if depth < 0:
        raise TraceRejected(_too_deep(place))
    if isinstance(value, Mapping | list):
        for item in value.values() if isinstance(value, Mapping) else value:
            _check_depth(item, depth=depth - 1, place=place)


def _too_deep(place: str) -> str:
    return f"{place}: an attribute is nested too deeply; 100 levels are read"


def _typed(kind: str, inner: object, *, depth: int, place: str) -> JSON:
    if kind == "intValue" and isinstance(inner, Mapping):
        inner = whole_number(inner)
    if kind not in _NESTED:
        _require_single(inner, key=kind, place=place)
    match kind:
        case "intValue":
            return _integer(inner, place=place)
        case "doubleValue":
            return double(inner)
        case "boolValue":
            return inner is True or inner == "true"
        case "arrayValue":
            values = inner.get("values") if isinstance(inner, Mapping) else None
            listed = values if isinstance(values, list) else []
            return [value_of(item, depth=depth - 1, place=place) for item in listed]
        case "kvlistValue":
            pairs = inner.get("values") if isinstance(inner, Mapping) else None
            return attributes_of(pairs, depth=depth - 1, place=place)
        case _:
            return _bytes(str(inner))


def _bytes(encoded: str) -> str:
    if encoded[:1] not in ("e", "W"):  # as `{` and `[` are written in base64
        return encoded
    try:
        return json_in(b64decode(encoded, validate=True)) or encoded
    except ValueError:
        return encoded


def json_in(value: bytes) -> str | None:
    """The text of a JSON object or list that was recorded as bytes; None for any other bytes."""
    if value[:1] not in (b"{", b"["):
        return None
    try:
        text = value.decode()
    except UnicodeDecodeError:
        return None
    return text if isinstance(json_value(text), Mapping | list) else None


def text_of(value: object, *, key: str, place: str) -> str:
    """A text, also where JSON has a number or a flag in its place; empty where there is none."""
    _require_single(value, key=key, place=place)
    return str(value or "")


def _require_single(value: object, *, key: str, place: str) -> None:
    """Raises TraceRejected for a list or an object: it can be spelled only up to a depth, and read by nobody."""
    if isinstance(value, Mapping | list):
        raise TraceRejected(f"{place}: {key} should be one value, not a list or an object")


def _integer(inner: object, *, place: str) -> JSON:
    """A 64-bit integer: text in canonical OTLP JSON, a number from JavaScript exporters."""
    if isinstance(inner, int) and not isinstance(inner, bool):
        return inner
    try:
        return int(str(inner))
    except ValueError:
        number = as_float(inner) if isinstance(inner, str | float) else None
        if number is None:
            raise TraceRejected(f"{place}: an integer attribute holds {str(inner)[:40]!r}") from None
        return int(number)


def double(inner: object) -> JSON:
    """A finite number; NaN and the infinities have no JSON number and stay text."""
    if isinstance(inner, bool) or not isinstance(inner, int | float):
        number = as_float(inner) if isinstance(inner, str) else None
        return str(inner) if number is None else number
    return exact_json.number(inner)
