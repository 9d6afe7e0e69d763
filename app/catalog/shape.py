"""Check the shape of what was read from disk, and say which file and key breaks it."""

from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from app.domain.errors import ScenarioRejected

T = TypeVar("T")

_SAID = {
    "missing": "is missing",
    "unexpected_keyword_argument": "is not a key that Misstep knows",
}


def shaped(adapter: TypeAdapter[T], text: bytes | str, *, file: Path) -> T:
    """The JSON `text` as the adapter's value. Raises ScenarioRejected naming `file` and each wrong key."""
    try:
        return adapter.validate_json(text)
    except ValidationError as error:
        raise ScenarioRejected(f"{file}: " + "; ".join(map(_sentence, error.errors()))) from error


def _sentence(detail: ErrorDetails) -> str:
    key = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in detail["loc"]).lstrip(".")
    said = _SAID.get(detail["type"], detail["msg"][:1].lower() + detail["msg"][1:])
    return f"{key} {said}" if key and detail["type"] in _SAID else f"{key}: {said}" if key else said
