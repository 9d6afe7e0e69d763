"""The Delta tab: what entered, what left, what was decided, what came back, and what it cost."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.header import tries_words
from app.domain.json import indented, text_of
from app.domain.message import ToolDefinition
from app.pages.replay.compaction import CompactionView, compaction_view
from app.pages.replay.cost import CostColumn, cost_columns
from app.pages.replay.inside import inside_words
from app.pages.replay.message import ChangedView, MessageView, changed_view, message_views
from app.pages.replay.state import ChangeView, change_views
from app.pages.replay.tool_change import ToolChangeView, tool_change_view
from app.pages.value.seen import SeenTexts
from app.pages.value.view import ValueView, value_view
from app.reading.window import StepView
from app.replay.compaction import Compaction
from app.replay.context_diff import ContextDiff
from app.replay.delta import Decision, Delta, StepResult, delta
from app.replay.error_text import Apart, first_try, shown_apart
from app.replay.shortfall import Shortfall, shortfalls
from app.replay.stop_reason import cut_off, stopped
from app.replay.summary import size, summary
from app.replay.truncation import truncations


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextView:
    """A context diff for the page. `loss` tells whether anything left, shrank or changed.

    What a compaction tells is not told again: `entered`, `left` and `changed` are the rest.
    """

    compaction: CompactionView | None
    entered: tuple[MessageView, ...]
    shortfalls: tuple[Shortfall, ...]
    left: tuple[MessageView, ...]
    changed: tuple[ChangedView, ...]
    tool_changes: tuple[ToolChangeView, ...]
    diff: ContextDiff
    loss: bool

    @property
    def losses(self) -> int:
        """How many things left or changed, as the heading counts them."""
        folded = len(self.compaction.gone) + len(self.compaction.shortened) if self.compaction else 0
        own = len(self.left) + len(self.changed) + len(self.tool_changes)
        return folded + own + len(self.diff.moved) + len(self.diff.tools_left) + len(self.diff.parameters)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionView:
    text: ValueView | None
    reasoning: ValueView | None
    calls: tuple[ValueView, ...]
    finish_reason: str | None
    stopped: str | None
    cut_off: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultView:
    """A result. `step` links to where it came from, unless that is the step at hand: only there it has a `value`.

    `size` is in the unit in which a person counts it, `length` in characters.
    `notices` are the signs in it that it is not all there is. The text of an error stands once: `apart` says
    which of error and value are shown.
    """

    step: int | None
    name: str
    value: ValueView | None
    size: str
    length: int
    error: str | None
    apart: Apart
    tries: str
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeltaView:
    """`inside` says how much lies inside the step; nothing where there is nothing."""

    sentence: str
    delta: Delta
    context: ContextView | None
    decided: DecisionView | None
    asked: ValueView | None
    came_back: tuple[ResultView, ...]
    inside: str
    state: tuple[ChangeView, ...]
    cost: tuple[CostColumn, ...]


def delta_view(view: StepView, *, steps: str, kept: str = "", sought: Sequence[str] = ()) -> DeltaView:
    """The step's delta for the page; `steps` is the address under which the run's steps stand, `kept` ends theirs.

    A text that stands unfolded at an earlier step is folded here, unless it holds one of the `sought` words.
    """
    found = delta(view.step, view.delta_inputs)
    here = f"{steps}/{found.step}/content"
    seen = SeenTexts(arrivals=view.arrivals, steps=steps, kept=kept, sought=sought)
    return DeltaView(
        sentence=summary(found),
        delta=found,
        context=_context(found, view, steps=steps, seen=seen) if found.context else None,
        decided=_decided(found.decided, here) if found.decided else None,
        asked=None if found.decided else value_view("Arguments", found.asked, address=f"{here}/input", seen=seen),
        came_back=tuple(
            _back(item, found.step, address=f"{here}/output", seen=seen, aids=view.window.aids)
            for item in found.came_back
        ),
        inside=inside_words(view.step.inside),
        state=change_views(found.state, step=found.step, steps=steps, seen=seen),
        cost=cost_columns(found.cost, running=view.running),
    )


def _context(delta: Delta, view: StepView, *, steps: str, seen: SeenTexts) -> ContextView:
    diff = delta.context
    assert diff is not None
    told = delta.compaction or Compaction()
    shown = {item.place for item in told.removed}, {item.place for item in told.became}
    before = f"{steps}/{delta.basis.step}/content/message" if delta.basis else ""
    aids = view.window.aids
    return ContextView(
        compaction=compaction_view(delta, view, steps=steps, seen=seen),
        entered=message_views(
            [item for item in diff.entered if item.place not in shown[1]],
            address=f"{steps}/{delta.step}/content/message",
            seen=seen,
        ),
        shortfalls=shortfalls(diff.entered, view.window.results(view.before)) if view.before and aids else (),
        left=message_views([item for item in diff.left if item.place not in shown[0]], address=before),
        changed=tuple(changed_view(item) for item in diff.changed if item.before.place not in shown[0]),
        tool_changes=tuple(map(tool_change_view, diff.tools_changed)),
        diff=diff,
        loss=not diff.lost_nothing,
    )


def tool_text(tool: ToolDefinition) -> str:
    """A tool definition as text to compare: its description, then its schema."""
    return f"{tool.description or ''}\n{indented(tool.schema)}"


def _decided(decided: Decision, here: str) -> DecisionView:
    return DecisionView(
        text=value_view("Said", decided.text, address=f"{here}/text") if decided.text else None,
        reasoning=value_view("Thought", decided.reasoning, address=f"{here}/thought") if decided.reasoning else None,
        calls=tuple(
            value_view(call.name, call.arguments, address=f"{here}/call-{place}")
            for place, call in enumerate(decided.calls, 1)
        ),
        finish_reason=decided.finish_reason,
        stopped=stopped(decided.finish_reason, called=bool(decided.calls)) if decided.finish_reason else None,
        cut_off=cut_off(decided.finish_reason),
    )


def _back(item: StepResult, here: int, *, address: str, seen: SeenTexts, aids: bool) -> ResultView:
    own = item.step == here
    return ResultView(
        step=None if own else item.step,
        name=item.name,
        value=value_view(item.name, item.output, address=address, seen=seen) if own else None,
        size=size(item.output),
        length=len(text_of(item.output)),
        error=item.error,
        apart=shown_apart(item.error, item.output),
        tries=tries_words(len(item.attempts), first_try(item.attempts)),
        notices=truncations(item.output) if own and aids else (),
    )
