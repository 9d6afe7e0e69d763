"""JSON answers, written by orjson."""

import json
from typing import Any

import orjson
from fastapi.responses import Response

_OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS


def answer(body: Any, status: int = 200) -> Response:
    """The body as JSON; a lone surrogate is written as the escape that it came in."""
    return Response(_written(body), status_code=status, media_type="application/json")


def _written(body: Any) -> bytes:
    try:
        return orjson.dumps(body, option=_OPTIONS, default=_plain)
    except orjson.JSONEncodeError:  # lone surrogates and integers past 64 bits
        return json.dumps(body, default=_plain).encode("ascii", "backslashreplace")


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset | set):
        return sorted(value)
    return getattr(value, "value", None) or str(value)
