"""Read OTLP JSON's typed values and lists of attributes."""

from collections.abc import Mapping

from app.domain import exact_json
from app.domain.errors import TraceRejected
from app.domain.json import JSON
from app.ingest.lenient import as_float

_KINDS = ("stringValue", "intValue", "boolValue", "doubleValue", "arrayValue", "kvlistValue", "bytesValue")
_NESTED = ("arrayValue", "kvlistValue")
_SNAKE = {kind: kind.replace("Value", "_value") for kind in _KINDS}  # as in the protobuf files


def attributes_of(items: object, *, depth: int, place: str) -> dict[str, JSON]:
    """A list of `{key, value}` as a mapping; the last of several equal keys counts.

    An object of plain values, as SDKs print attributes, is what it says.
    """
    if items is None:
        return {}
    if isinstance(items, Mapping):
        return {key: _shallow(value, depth=depth, place=place) for key, value in items.items()}
    if not isinstance(items, list):
        raise TraceRejected(f"{place}: attributes should be a list of key and value")
    found: dict[str, JSON] = {}
    for item in items:
        if not isinstance(item, dict) or not isinstance(item.get("key"), str):
            raise TraceRejected(f"{place}: an attribute has no key")
        found[item["key"]] = value_of(item.get("value"), depth=depth, place=place)
    return found


def value_of(value: object, *, depth: int, place: str) -> JSON:
    """The value inside an AnyValue; an empty or unknown one is None. Bytes stay base64 text."""
    _check_depth(depth, place)
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


def _shallow(value: JSON, *, depth: int, place: str) -> JSON:
    """The plain value as it is. Raises TraceRejected where it is nested deeper than a typed one may be."""
    _check_depth(depth, place)
    if isinstance(value, Mapping | list):
        for item in value.values() if isinstance(value, Mapping) else value:
            _shallow(item, depth=depth - 1, place=place)
    return value


def _check_depth(depth: int, place: str) -> None:
    if depth < 0:
        raise TraceRejected(f"{place}: an attribute is nested too deeply; 100 levels are read")


def _typed(kind: str, inner: object, *, depth: int, place: str) -> JSON:
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
            return str(inner)


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
