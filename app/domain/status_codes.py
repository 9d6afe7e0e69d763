"""The codes by which HTTP, RPC and databases say that a request failed, in words."""

from collections.abc import Mapping

from app.domain.json import JSON

_HTTP = ("http.response.status_code", "http.status_code")
_GRPC = (
    *("OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS"),
    *("PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE"),
    *("UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED"),
)
"""The names of gRPC's codes, by their numbers."""


def code_words(attributes: Mapping[str, JSON]) -> str | None:
    """The status code of a failed request and the error's type, `HTTP 404` or `HTTP 404: NotFound`; None without."""
    kind = attributes.get("error.type")
    named = str(kind) if kind else None
    code = _http(attributes) or _rpc(attributes) or _database(attributes)
    if code is None or named is None or named == "_OTHER" or named in code:
        return code or named
    return f"{code}: {named}"


def _http(attributes: Mapping[str, JSON]) -> str | None:
    code = next((number for key in _HTTP if (number := _number(attributes.get(key))) is not None), None)
    if code is None or not 400 <= code <= 599:
        return None
    said = attributes.get("http.status_text")
    return f"HTTP {code} {said}" if said else f"HTTP {code}"


def _rpc(attributes: Mapping[str, JSON]) -> str | None:
    """The number of gRPC, the code of JSON-RPC or Connect, or the name that newer conventions have for them all."""
    number = _number(attributes.get("rpc.grpc.status_code"))
    if number is not None and 0 < number < len(_GRPC):
        return f"gRPC {number} ({_GRPC[number]})"
    code = attributes.get("rpc.jsonrpc.error_code")
    if code:
        said = attributes.get("rpc.jsonrpc.error_message")
        return f"JSON-RPC {code}: {said}" if said else f"JSON-RPC {code}"
    named = attributes.get("rpc.response.status_code") or attributes.get("rpc.connect_rpc.error_code")
    return f"RPC {named}" if named and named not in ("OK", "0") else None


def _database(attributes: Mapping[str, JSON]) -> str | None:
    code = attributes.get("db.response.status_code")
    return f"database status {code}" if code and str(code) not in ("0", "00000", "200") else None


def _number(value: JSON) -> int | None:
    """A code, also where it was written as text."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    text = str(value).removesuffix(".0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
