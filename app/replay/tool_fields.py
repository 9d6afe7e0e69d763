"""What changed in a tool definition, field by field: parameters that came and went, types, enums, descriptions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.json import JSON, canonical
from app.domain.message import ToolDefinition

MAX_DEPTH = 8  # of objects in objects; a schema that goes deeper is compared whole from there on
_STRUCTURE = frozenset({"properties", "required", "items"})


class FieldMark(StrEnum):
    CAME = "came"
    WENT = "went"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One aspect of one parameter. `path` is empty for the tool itself, `aspect` for a whole parameter.

    `before` and `after` are None where there was nothing; of a whole parameter they are its schema.
    """

    path: str
    aspect: str
    mark: FieldMark
    before: JSON
    after: JSON


def tool_fields(before: ToolDefinition, after: ToolDefinition) -> tuple[FieldChange, ...]:
    """The changes, the tool's description first, then parameter by parameter in the order of the later definition."""
    ours, theirs = _flat(before), _flat(after)
    changes: list[FieldChange] = []
    for path in [*theirs, *(path for path in ours if path not in theirs)]:
        if path not in ours:
            changes.append(FieldChange(path, "", FieldMark.CAME, None, dict(theirs[path])))
        elif path not in theirs:
            changes.append(FieldChange(path, "", FieldMark.WENT, dict(ours[path]), None))
        else:
            changes += _aspects(path, ours[path], theirs[path])
    return tuple(changes)


def _aspects(path: str, before: Mapping[str, JSON], after: Mapping[str, JSON]) -> Iterator[FieldChange]:
    for aspect in dict.fromkeys((*after, *before)):
        ours, theirs = before.get(aspect), after.get(aspect)
        if canonical(ours) != canonical(theirs):
            mark = FieldMark.CAME if aspect not in before else FieldMark.CHANGED
            yield FieldChange(path, aspect, mark if aspect in after else FieldMark.WENT, ours, theirs)


def _flat(tool: ToolDefinition) -> dict[str, dict[str, JSON]]:
    """Each parameter under its path, `ship_to.city` or `items[].sku`, with its aspects; the tool itself under ``."""
    fields: dict[str, dict[str, JSON]] = {"": {"description": tool.description} if tool.description else {}}
    fields[""] |= {
        key: value for key, value in tool.schema.items() if key not in {*_STRUCTURE, "type", "description"}
    }
    if isinstance(said := tool.schema.get("description"), str) and said != tool.description:
        fields[""]["schema description"] = said
    _add_properties(fields, "", tool.schema, depth=0)
    return fields


def _add_properties(
    fields: dict[str, dict[str, JSON]], prefix: str, schema: Mapping[str, JSON], *, depth: int
) -> None:
    properties = schema.get("properties")
    if not isinstance(properties, Mapping):
        return
    required = schema.get("required")
    needed = required if isinstance(required, Sequence) and not isinstance(required, str) else ()
    for name, inner in properties.items():
        _add(fields, f"{prefix}{name}", inner, required=name in needed, depth=depth)


def _add(fields: dict[str, dict[str, JSON]], path: str, schema: JSON, *, required: bool, depth: int) -> None:
    if not isinstance(schema, Mapping) or depth >= MAX_DEPTH:
        fields[path] = {"schema": schema, "required": required}
        return
    shown = {key: value for key, value in schema.items() if key not in _STRUCTURE}
    fields[path] = {**shown, "required": required}
    items = schema.get("items")
    if isinstance(items, Mapping):
        _add(fields, f"{path}[]", items, required=False, depth=depth + 1)
        fields[f"{path}[]"].pop("required")
    _add_properties(fields, f"{path}.", schema, depth=depth + 1)
