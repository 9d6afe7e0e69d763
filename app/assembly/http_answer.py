"""What an object says that holds the status of an HTTP reply, and its body."""

from collections.abc import Mapping

from app.assembly.call_keys import HTTP
from app.assembly.error_sentence import is_something, said, said_in
from app.domain import exact_json
from app.domain.json import JSON


def http_error(told: Mapping[str, JSON], *, elsewhere: bool) -> str | None:
    """A status of HTTP with words about it, and nothing of what was asked for."""
    codes = (told.get(key) for key in HTTP)
    code = next((code for code in codes if type(code) is int and 400 <= code <= 599), None)
    if code is None or (elsewhere and not told.keys() <= _OF_A_REPLY):
        return None
    if "statustext" in told:
        return said_in(told.get("data")) or said(told) or said_in(told["statustext"])
    body = told.get("body")
    return said(told) or (_in_body(body, code) if is_something(body) else None)


def _in_body(body: JSON, code: int) -> str:
    """What the body of an HTTP reply says; of a page, or of much else, the code alone."""
    held = _held(body) if isinstance(body, str) else body
    said = held if isinstance(held, str) and len(held) <= _SENTENCE and held[:1] != "<" else None
    return said or (None if isinstance(held, str) else said_in(held)) or f"HTTP {code}"


def _held(text: str) -> JSON:
    if text[:1] != "{" or len(text) > _MOST:
        return text
    try:
        return exact_json.loads(text)
    except (ValueError, RecursionError):
        return text


_OF_A_REPLY = {"status", "statustext", "headers", "data"}
_SENTENCE, _MOST = 200, 20_000  # characters
