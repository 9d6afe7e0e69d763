"""What is unlike in two corresponding steps, word by word: from the other arm to the run that was read."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.message import ToolDefinition
from app.domain.step import Context
from app.pages.replay.message import ChangedView, MessageView, changed_view, message_views
from app.pages.replay.tool_change import tool_change_view
from app.pages.value.fields import FieldLine, compared, field_lines
from app.pages.value.text import DiffSegment
from app.reading.window import StepView
from app.replay.aspects import aspect_values, context_between
from app.replay.context_diff import MessagePool, MovedMessage, ToolChange
from app.replay.value_diff import ValueMark


@dataclass(frozen=True, slots=True, kw_only=True)
class AspectDifference:
    """One aspect: its words compared, its fields, or messages that one side had alone or in another place."""

    title: str
    stretches: tuple[DiffSegment, ...] = ()
    fields: tuple[FieldLine, ...] = ()
    changed: tuple[ChangedView, ...] = ()
    only_other: tuple[MessageView, ...] = ()
    only_shown: tuple[MessageView, ...] = ()
    moved: tuple[MovedMessage, ...] = ()


def differences_of(
    shown: StepView, other: StepView, differs: tuple[str, ...], *, shown_at: str, other_at: str
) -> tuple[AspectDifference, ...]:
    """One difference for each aspect that `differs` names; `shown_at` and `other_at` are the contents' addresses."""
    found = []
    spoken = MessagePool(messages=shown.messages({*shown.step.output_messages, *other.step.output_messages}))
    for name in differs:
        match name:
            case "context":
                found.append(_context(shown, other, shown_at, other_at))
            case "tools":
                found.append(AspectDifference(title="Tools", fields=tuple(_tools(_offered(other), _offered(shown)))))
            case _:
                values = aspect_values(other.step, shown.step, name, spoken)
                found.append(AspectDifference(title=name.capitalize(), fields=field_lines(*values)))
    return tuple(found)


def _context(shown: StepView, other: StepView, shown_at: str, other_at: str) -> AspectDifference:
    given = {*(shown.step.context or Context()).messages, *(other.step.context or Context()).messages}
    diff = context_between(other.step, shown.step, MessagePool(messages=shown.messages(given)))
    return AspectDifference(
        title="Context",
        changed=tuple(map(changed_view, diff.changed)),
        only_other=message_views(diff.left, address=f"{other_at}/message"),
        only_shown=message_views(diff.entered, address=f"{shown_at}/message"),
        moved=diff.moved,
    )


def _offered(view: StepView) -> dict[str, ToolDefinition]:
    tools = (view.step.context or Context()).tools
    offered = view.tools(tools)
    return {offered[item].name: offered[item] for item in tools}


def _tools(before: dict[str, ToolDefinition], after: dict[str, ToolDefinition]) -> Iterator[FieldLine]:
    """A line for each tool that only one side was offered, and each field in which a tool differs; else the order."""
    if before == after:
        words = compared(", ".join(before), ", ".join(after))
        yield FieldLine(path="", mark=ValueMark.REORDERED.value, stretches=words)
    yield from (FieldLine(path=name, mark="came", stretches=()) for name in after if name not in before)
    yield from (FieldLine(path=name, mark="went", stretches=()) for name in before if name not in after)
    for name, tool in after.items():
        if name in before and before[name] != tool:
            change = tool_change_view(ToolChange(before[name], tool))
            for field in change.fields:
                path = f"{name}.{field.path}" if field.path else name
                yield FieldLine(path=f"{path} {field.aspect}".strip(), mark=field.mark, stretches=field.stretches)
            if change.more:
                yield FieldLine(path=name, mark="more", stretches=(), more=change.more)
