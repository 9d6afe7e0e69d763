"""What is unlike in two corresponding steps, word by word: from the other arm to the run that was read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from app.domain.json import JSON, content_hash
from app.domain.message import ToolDefinition
from app.domain.step import Context, Step
from app.pages.replay.message import ChangedView, MessageView, changed_view, message_views, readable
from app.pages.replay.tool_change import tool_change_view
from app.pages.value.fields import FieldLine, compared, field_lines
from app.pages.value.text import DiffSegment
from app.reading.window import StepView
from app.replay.context_diff import MessagePool, MovedMessage, ToolChange, context_diff
from app.replay.likeness import without_ids
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
    for name in differs:
        match name:
            case "context":
                found.append(_context(shown, other, shown_at, other_at))
            case "decision":
                words = compared("\n\n".join(_said(other)), "\n\n".join(_said(shown)))
                found.append(AspectDifference(title="Decision", stretches=words))
            case "tools":
                found.append(AspectDifference(title="Tools", fields=tuple(_tools(_offered(other), _offered(shown)))))
            case _:
                lines = field_lines(_aspect(other.step, name), _aspect(shown.step, name))
                found.append(AspectDifference(title=name.capitalize(), fields=lines))
    return tuple(found)


def _context(shown: StepView, other: StepView, shown_at: str, other_at: str) -> AspectDifference:
    ours, theirs = shown.step.context or Context(), other.step.context or Context()
    given = shown.messages({*ours.messages, *theirs.messages})
    said = {key: content_hash(without_ids(message)) for key, message in given.items()}
    pool = MessagePool(messages={said[key]: message for key, message in given.items()})
    diff = context_diff(_by_words(theirs, said), _by_words(ours, said), pool)
    return AspectDifference(
        title="Context",
        changed=tuple(map(changed_view, diff.changed)),
        only_other=message_views(diff.left, address=f"{other_at}/message"),
        only_shown=message_views(diff.entered, address=f"{shown_at}/message"),
        moved=diff.moved,
    )


def _by_words(context: Context, said: Mapping[str, str]) -> Context:
    """The messages by what they say: a call's id is drawn anew in every run, and makes no message another one."""
    return replace(context, messages=tuple(said[key] for key in context.messages), tools=())


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


def _said(view: StepView) -> Iterator[str]:
    messages = view.messages(view.step.output_messages)
    return (readable(messages[item]) for item in view.step.output_messages)
