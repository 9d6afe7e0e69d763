"""A changed tool definition for the page, field by field."""

from dataclasses import dataclass

from app.domain.json import JSON, canonical, text_of
from app.pages.value.text import DiffSegment, stretches
from app.replay.context_diff import ToolChange
from app.replay.tool_fields import FieldChange, FieldMark, tool_fields
from app.replay.words import word_diff

MAX_FIELDS = 60  # of one tool


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """One line: what changed, and the words before and after."""

    path: str
    aspect: str
    mark: str
    stretches: tuple[DiffSegment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolChangeView:
    """`more` counts the changed fields that are left out."""

    name: str
    fields: tuple[FieldView, ...]
    more: int


def tool_change_view(change: ToolChange) -> ToolChangeView:
    fields = tool_fields(change.before, change.after) or (_whole(change),)
    shown = tuple(map(_field, fields[:MAX_FIELDS]))
    return ToolChangeView(name=change.after.name, fields=shown, more=len(fields) - len(shown))


def _whole(change: ToolChange) -> FieldChange:
    """The schema as it is, where no field tells what changed: the order of what is required, or an odd schema."""
    before, after = change.before, change.after
    if before.schema == after.schema:
        said = canonical(before.description), canonical(after.description)
        return FieldChange("", "description", FieldMark.CHANGED, *said)
    return FieldChange("", "schema", FieldMark.CHANGED, canonical(before.schema), canonical(after.schema))


def _field(change: FieldChange) -> FieldView:
    if change.aspect == "required" and change.mark is FieldMark.CHANGED:
        return FieldView(
            path=change.path,
            aspect="is now required" if change.after else "is no longer required",
            mark=change.mark.value,
            stretches=(),
        )
    compared = word_diff(_text(change.before), _text(change.after))
    return FieldView(path=change.path, aspect=change.aspect, mark=change.mark.value, stretches=stretches(compared))


def _text(value: JSON) -> str:
    """A text as it is, a list on one line, a parameter's schema as its aspects."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return ", ".join(f"{key} {_text(inner)}" for key, inner in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(_text, value))
    return text_of(value)
