"""Find the sentence in what an object says of an error."""

from collections.abc import Iterable, Mapping

from app.domain.json import JSON

_NOTHING = ("", "none", "null", "false", "no error", "0", "ok", "success")


def is_something(value: JSON) -> bool:
    """Whether a value is there and is not one of the words for nothing."""
    return value.lower() not in _NOTHING if isinstance(value, str) else bool(value)


_SAID = ("message", "error_message", "errorMessage", "msg", "detail", "details", "text", "content", "reason")
_SAID_LAST = (
    "description",
    "title",
    "error",
    "errors",
    "stderr",
    "error_code",
    "data",
    "response",
    "value",
    "result",
)


def said(told: Mapping[str, JSON]) -> str | None:
    """The same of the values under keys in lower case and without underscores."""
    plain = [key.lower().replace("_", "") for key in (*_SAID, *_SAID_LAST)]
    return _first(said_in(told.get(key)) for key in plain)


def said_in(value: JSON) -> str | None:
    """The sentence inside an error's object."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, list | tuple):
        return _first(map(said_in, value))
    if isinstance(value, Mapping):
        return _first(said_in(_of(value, key)) for key in (*_SAID, *_SAID_LAST))
    return None


def _of(body: Mapping[str, JSON], key: str) -> JSON:
    """The value of a key, also where it is written with a capital, as in XML and .NET."""
    return body.get(key) if key in body else body.get(key[:1].upper() + key[1:])


def _first(texts: Iterable[str | None]) -> str | None:
    return next((text for text in texts if text), None)
