"""A tool's fields change their names, and its callers go on reading the old ones."""

from collections.abc import Mapping

from app.domain.json import JSON
from app.faults.operator import Boundary, Operator


def schema_drift(value: JSON, *, rename: Mapping[str, str]) -> JSON:
    """Give each key of `rename` its new name, at any depth and in its place."""
    match value:
        case Mapping():
            return {rename.get(key, key): schema_drift(inner, rename=rename) for key, inner in value.items()}
        case list():
            return [schema_drift(inner, rename=rename) for inner in value]
        case _:
            return value


OPERATOR = Operator("schema_drift", Boundary.TOOL_RESULT, schema_drift)
