"""What is unlike in two corresponding steps, word by word: from the other arm to the run that was read."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.json import indented
from app.domain.step import Context, Step
from app.pages.replay_content import plain
from app.pages.replay_message import ChangedView, MessageView, changed_view, message_views, readable
from app.pages.replay_text import Stretch, stretches
from app.practice.window import StepView
from app.replay.context_diff import Pool, context_diff
from app.replay.words import word_diff


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One aspect: its words compared, or messages that only one side had."""

    title: str
    stretches: tuple[Stretch, ...] = ()
    changed: tuple[ChangedView, ...] = ()
    only_other: tuple[MessageView, ...] = ()
    only_shown: tuple[MessageView, ...] = ()


def differences_of(
    shown: StepView, other: StepView, differs: tuple[str, ...], *, shown_at: str, other_at: str
) -> tuple[Difference, ...]:
    """One difference for each aspect that `differs` names; `shown_at` and `other_at` are the contents' addresses."""
    found = []
    for name in differs:
        if name == "context":
            found.append(_context(shown, other, shown_at, other_at))
        else:
            compared = word_diff(_aspect(other, name), _aspect(shown, name))
            found.append(Difference(title=name.capitalize(), stretches=stretches(compared)))
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


def _aspect(view: StepView, name: str) -> str:
    step, context = view.step, view.step.context or Context()
    match name:
        case "decision":
            return "\n\n".join(_said(view, step))
        case "tools":
            offered = view.tools(context.tools)
            return "\n\n".join(
                f"{tool.name}\n{tool.description or ''}\n{indented(tool.schema)}"
                for tool in (offered[item] for item in context.tools)
            )
        case "parameters":
            return indented(context.parameters)
        case "arguments":
            return plain(step.input)
        case "state":
            return "\n".join(f"{change.key}: {plain(change.before)} → {plain(change.after)}" for change in step.state)
        case "error":
            return step.error or ""
        case _:
            return plain(step.output)


def _said(view: StepView, step: Step) -> Iterator[str]:
    messages = view.messages(step.output_messages)
    return (readable(messages[item]) for item in step.output_messages)
