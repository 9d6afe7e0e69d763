"""Change one place inside a JSON value and leave the rest as it is."""

from collections.abc import Callable, Mapping

from app.domain.json import JSON


def inside(value: JSON, path: str, change: Callable[[JSON], JSON]) -> JSON:
    """`value` with `change` applied at a dotted path; lists on the way are gone through, absent keys stay absent.

    The empty path is the value itself.
    """
    if not path:
        return change(value)
    if isinstance(value, list):
        return [inside(each, path, change) for each in value]
    key, _, rest = path.partition(".")
    if not isinstance(value, Mapping) or key not in value:
        return value
    return {name: inside(each, rest, change) if name == key else each for name, each in value.items()}
