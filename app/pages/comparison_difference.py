"""What is unlike in two corresponding steps, word by word: from the other arm to the run that was read."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.json import JSON
from app.domain.message import ToolDefinition
from app.domain.step import Context, Step
from app.pages.field_view import FieldLine, compared, field_lines
from app.pages.replay_message import ChangedView, MessageView, changed_view, message_views, readable
from app.pages.replay_text import Stretch
from app.pages.tool_change_view import tool_change_view
from app.practice.window import StepView
from app.replay.context_diff import Pool, ToolChanged, context_diff


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One aspect: its words compared, its fields, or messages that only one side had."""

    title: str
    stretches: tuple[Stretch, ...] = ()
    fields: tuple[FieldLine, ...] = ()
    changed: tuple[ChangedView, ...] = ()
    only_other: tuple[MessageView, ...] = ()
    only_shown: tuple[MessageView, ...] = ()


def differences_of(
    shown: StepView, other: StepView, differs: tuple[str, ...], *, shown_at: str, other_at: str
) -> tuple[Difference, ...]:
    """One difference for each aspect that `differs` names; `shown_at` and `other_at` are the contents' addresses."""
    found = []
    for name in differs:
        match name:
            case "context":
                found.append(_context(shown, other, shown_at, other_at))
            case "decision":
                words = compared("\n\n".join(_said(other)), "\n\n".join(_said(shown)))
                found.append(Difference(title="Decision", stretches=words))
            case "tools":
                found.append(Difference(title="Tools", fields=tuple(_tools(_offered(other), _offered(shown)))))
            case _:
                lines = field_lines(_aspect(other.step, name), _aspect(shown.step, name))
                found.append(Difference(title=name.capitalize(), fields=lines))
    return tuple(found)


def _context(shown: StepView, other: StepView, shown_at: str, other_at: str) -> Difference:
    ours, theirs = shown.step.context or Context(), other.step.context or Context()
    pool = Pool(
        messages=shown.messages({*ours.messages, *theirs.messages}), tools=shown.tools({*ours.tools, *theirs.tools})
    )
    diff = context_diff(theirs, ours, pool)
    return Difference(
        title="Context",
        changed=tuple(map(changed_view, diff.changed)),
        only_other=message_views(diff.left, address=f"{other_at}/message"),
        only_shown=message_views(diff.entered, address=f"{shown_at}/message"),
    )


def _aspect(step: Step, name: str) -> JSON:
    match name:
        case "parameters":
            return (step.context or Context()).parameters
        case "arguments":
            return step.input
        case "state":
            return {change.key: {"before": change.before, "after": change.after} for change in step.state}
        case "error":
            return step.error or ""
        case _:
            return step.output


def _offered(view: StepView) -> dict[str, ToolDefinition]:
    tools = (view.step.context or Context()).tools
    offered = view.tools(tools)
    return {offered[item].name: offered[item] for item in tools}


def _tools(before: dict[str, ToolDefinition], after: dict[str, ToolDefinition]) -> Iterator[FieldLine]:
    """A line for each tool that only one side was offered, and for each field in which a tool differs."""
    yield from (FieldLine(path=name, mark="came", stretches=()) for name in after if name not in before)
    yield from (FieldLine(path=name, mark="went", stretches=()) for name in before if name not in after)
    for name, tool in after.items():
        if name in before and before[name] != tool:
            for field in tool_change_view(ToolChanged(before[name], tool)).fields:
                path = f"{name}.{field.path}" if field.path else name
                yield FieldLine(path=f"{path} {field.aspect}".strip(), mark=field.mark, stretches=field.stretches)


def _said(view: StepView) -> Iterator[str]:
    messages = view.messages(view.step.output_messages)
    return (readable(messages[item]) for item in view.step.output_messages)
