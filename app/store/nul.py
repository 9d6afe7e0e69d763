"""The sign NUL in text columns: PostgreSQL holds none, so every database is given the visible sign in its place."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Engine, event

NUL, VISIBLE = "\0", "␀"


def made_visible(engine: Engine) -> Engine:
    """The engine, whose statements get no text with NUL in it, whether they write or look for something.

    Bodies are bytes: what a trace says in full stays as it came.
    """
    event.listen(engine, "before_cursor_execute", _before, retval=True)
    return engine


def _before(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> tuple[str, Any]:
    if isinstance(parameters, list):
        return statement, [_visible(each) for each in parameters]
    return statement, _visible(parameters)


def _visible(parameters: Any) -> Any:
    """The same parameters where none has a NUL, as in nearly every statement."""
    values = parameters.values() if isinstance(parameters, Mapping) else parameters
    if NUL not in "".join([value for value in values if isinstance(value, str)]):
        return parameters
    if isinstance(parameters, Mapping):
        return {name: _shown(value) for name, value in parameters.items()}
    return tuple(map(_shown, parameters))


def _shown(value: Any) -> Any:
    return value.replace(NUL, VISIBLE) if isinstance(value, str) else value
