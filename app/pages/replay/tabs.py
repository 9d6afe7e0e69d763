"""What each tab of the replay screen shows of a step."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias
from urllib.parse import urlencode

from app.domain.span import Span
from app.domain.step import Context, StepKind, Try
from app.pages.replay.content import span_body
from app.pages.replay.delta import DeltaView, delta_view, tool_text
from app.pages.replay.inside import InsideTab, inside_tab
from app.pages.replay.message import OPEN_MESSAGES, MessageView, message_views
from app.pages.replay.state import StateTab, state_tab
from app.pages.value.text import TextPreview, cut
from app.pages.value.view import ValueView, value_view
from app.reading.find_steps import sought_in
from app.reading.window import StepView
from app.replay.context_diff import PlacedMessage
from app.replay.delta import delta
from app.replay.error_text import Apart, shown_apart

LAST_MESSAGES = 60  # of a long context, the latest; the earlier ones are a link away
MAX_SPANS = 20


class Tab(StrEnum):
    DELTA = "delta"
    CONTEXT = "context"
    OUTPUT = "output"
    STATE = "state"
    INSIDE = "inside"
    RAW = "raw"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolView:
    name: str
    text: TextPreview


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextTab:
    """The context in order; `hidden` counts the earlier messages that are not in the page."""

    messages: tuple[MessageView, ...]
    hidden: int
    new: frozenset[int]
    tools: tuple[ToolView, ...]
    parameters: ValueView | None
    partial: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputTab:
    messages: tuple[MessageView, ...]
    value: ValueView | None
    error: str | None
    apart: Apart
    finish_reason: str | None
    attempts: tuple[Try, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanView:
    span: Span
    value: ValueView


@dataclass(frozen=True, slots=True, kw_only=True)
class RawTab:
    spans: tuple[SpanView, ...]
    more: int


TabView: TypeAlias = DeltaView | ContextTab | OutputTab | StateTab | InsideTab | RawTab | None


def kept_by(tab: Tab, query: str = "") -> str:
    """What the addresses of other steps keep of this one's."""
    asked = {"tab": "" if tab is Tab.DELTA else tab.value, "find": query}
    kept = urlencode({name: value for name, value in asked.items() if value})
    return f"?{kept}" if kept else ""


def tab_view(view: StepView, tab: Tab, *, steps: str, first: int | None = None, query: str = "") -> TabView:
    """The content of one tab. `first` is the first message or key to list, where the reader asked for it.

    What the `query` searches for is not folded.
    """
    here = f"{steps}/{view.step.number}/content"
    match tab:
        case Tab.DELTA:
            return delta_view(view, steps=steps, kept=kept_by(tab, query), sought=sought_in(query))
        case Tab.CONTEXT:
            return _context(view, here, first)
        case Tab.OUTPUT:
            return _output(view, here)
        case Tab.STATE:
            return state_tab(view, steps=steps, first=first)
        case Tab.INSIDE:
            return inside_tab(view, address=here)
        case Tab.RAW:
            return _raw(view, here)


def _context(view: StepView, here: str, first: int | None) -> ContextTab | None:
    context = view.step.context
    if context is None:
        return None
    offered = view.tools(context.tools)
    hidden = (first - 1) if first else max(0, len(context.messages) - LAST_MESSAGES)
    new = _new(view)
    return ContextTab(
        messages=message_views(
            _placed(context, view, hidden),
            address=f"{here}/message",
            open_first=0,
            opened=sorted(new)[-OPEN_MESSAGES:],
        ),
        hidden=min(hidden, len(context.messages)),
        new=new,
        tools=tuple(ToolView(name=t.name, text=cut(tool_text(t))) for t in (offered[item] for item in context.tools)),
        parameters=value_view("Parameters", context.parameters, address=f"{here}/parameters")
        if context.parameters
        else None,
        partial=context.partial,
    )


def _placed(context: Context, view: StepView, hidden: int) -> list[PlacedMessage]:
    shown = context.messages[hidden:]
    messages = view.messages(shown)
    return [PlacedMessage(place, messages[item]) for place, item in enumerate(shown, hidden + 1)]


def _new(view: StepView) -> frozenset[int]:
    """Places of the messages that entered or changed; of a first context, all."""
    diff = delta(view.step, view.delta_inputs).context
    assert diff is not None
    return frozenset([*(item.place for item in diff.entered), *(item.after.place for item in diff.changed)])


def _output(view: StepView, here: str) -> OutputTab:
    step = view.step
    said = view.messages(step.output_messages)
    placed = [PlacedMessage(place, said[item]) for place, item in enumerate(step.output_messages, 1)]
    model = step.kind is StepKind.MODEL
    return OutputTab(
        messages=message_views(placed, address=f"{here}/said"),
        value=None if model or view.running else value_view("Result", step.output, address=f"{here}/output"),
        error=step.error,
        apart=shown_apart(step.error, step.output),
        finish_reason=step.finish_reason,
        attempts=step.attempts,
    )


def _raw(view: StepView, here: str) -> RawTab:
    spans = view.spans()
    views = [
        SpanView(span=span, value=value_view("Span", span_body(span), address=f"{here}/span-{place}"))
        for place, span in enumerate(spans[:MAX_SPANS], 1)
    ]
    return RawTab(spans=tuple(views), more=len(spans) - len(views))
