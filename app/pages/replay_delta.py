"""The Delta tab: what entered, what left, what was decided, what came back, and what it cost."""

from dataclasses import dataclass

from app.domain.json import indented
from app.domain.message import ToolDefinition
from app.pages.replay_message import ChangedView, MessageView, changed_view, message_views
from app.pages.replay_text import Stretch, stretches
from app.pages.value_view import ValueView, value_view
from app.replay.context_diff import ContextDiff, ToolChanged
from app.replay.delta import CameBack, Decided, Delta
from app.replay.summary import size, summary
from app.replay.words import word_diff


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolChangeView:
    name: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextView:
    """A context diff for the page. `loss` tells whether anything left, shrank or changed."""

    entered: tuple[MessageView, ...]
    left: tuple[MessageView, ...]
    changed: tuple[ChangedView, ...]
    tool_changes: tuple[ToolChangeView, ...]
    diff: ContextDiff
    loss: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedView:
    text: ValueView | None
    reasoning: ValueView | None
    calls: tuple[ValueView, ...]
    finish_reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BackView:
    """A result. `step` links to where it came from, unless that is the step at hand."""

    step: int | None
    name: str
    value: ValueView
    size: str
    error: str | None
    tries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeltaView:
    sentence: str
    delta: Delta
    context: ContextView | None
    decided: DecidedView | None
    asked: ValueView | None
    came_back: tuple[BackView, ...]


def delta_view(delta: Delta, *, steps: str) -> DeltaView:
    """The delta for the page; `steps` is the address under which the run's steps stand."""
    here = f"{steps}/{delta.step}/content"
    return DeltaView(
        sentence=summary(delta),
        delta=delta,
        context=_context(delta, steps=steps) if delta.context else None,
        decided=_decided(delta.decided, here) if delta.decided else None,
        asked=value_view("Arguments", delta.asked, whole=f"{here}/input") if delta.decided is None else None,
        came_back=tuple(_back(item, delta.step, steps=steps) for item in delta.came_back),
    )


def _context(delta: Delta, *, steps: str) -> ContextView:
    diff = delta.context
    assert diff is not None
    before = f"{steps}/{delta.basis.step}/content/message" if delta.basis else ""
    return ContextView(
        entered=message_views(diff.entered, address=f"{steps}/{delta.step}/content/message"),
        left=message_views(diff.left, address=before),
        changed=tuple(map(changed_view, diff.changed)),
        tool_changes=tuple(map(_tool_change, diff.tools_changed)),
        diff=diff,
        loss=not diff.lost_nothing,
    )


def _tool_change(change: ToolChanged) -> ToolChangeView:
    return ToolChangeView(
        name=change.after.name, stretches=stretches(word_diff(tool_text(change.before), tool_text(change.after)))
    )


def tool_text(tool: ToolDefinition) -> str:
    """A tool definition as text to compare: its description, then its schema."""
    return f"{tool.description or ''}\n{indented(tool.schema)}"


def _decided(decided: Decided, here: str) -> DecidedView:
    return DecidedView(
        text=value_view("Said", decided.text, whole=f"{here}/text") if decided.text else None,
        reasoning=value_view("Thought", decided.reasoning, whole=f"{here}/thought") if decided.reasoning else None,
        calls=tuple(
            value_view(call.name, call.arguments, whole=f"{here}/call-{place}")
            for place, call in enumerate(decided.calls, 1)
        ),
        finish_reason=decided.finish_reason,
    )


def _back(item: CameBack, here: int, *, steps: str) -> BackView:
    return BackView(
        step=item.step if item.step != here else None,
        name=item.name,
        value=value_view(item.name, item.output, whole=f"{steps}/{item.step}/content/output"),
        size=size(item.output),
        error=item.error,
        tries=len(item.attempts),
    )
