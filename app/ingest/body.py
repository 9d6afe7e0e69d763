"""Look into one mapping of a recording, whose keys go by other names from writer to writer."""

from collections.abc import Mapping
from typing import TypeAlias

from app.domain.json import JSON

Body: TypeAlias = Mapping[str, JSON]


def first(body: Body, *keys: str) -> str | None:
    """The first of the keys that holds a text or a number."""
    for key in keys:
        value = body.get(key)
        if value is not None and isinstance(value, str | int) and not isinstance(value, bool) and value != "":
            return str(value)
    return None


def present(body: Body, *keys: str) -> JSON:
    """The value of the first key that is there and not null."""
    for key in keys:
        value = body.get(key)
        if value is not None:
            return value
    return None


def filled(body: Body, *keys: str) -> JSON:
    """The value of the first key that holds something: no empty text, list or mapping."""
    return next((body[key] for key in keys if body.get(key) not in (None, "", [], {})), None)


def key_of(body: Body, *keys: str) -> str | None:
    """The first key that is there and not null."""
    for key in keys:
        if body.get(key) is not None:
            return key
    return None
