"""The access that a tool's call consists of, for the page of that call."""

from dataclasses import dataclass

from app.domain.header import StepHeader
from app.pages.replay.screen import Screen
from app.pages.replay.tabs import Tab
from app.pages.value.view import ValueView, value_view


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessView:
    """A retrieval or a memory access: what it was asked and what it gave back, None where the trace tells neither."""

    header: StepHeader
    asked: ValueView | None
    result: ValueView | None
    error: str | None


def access_of(screen: Screen) -> AccessView | None:
    """The access of the call that is shown; none for other steps, and on tabs that show something else."""
    header = screen.row.inner
    if header is None or header.number == screen.number or screen.tab not in (Tab.DELTA, Tab.OUTPUT):
        return None
    step, here = screen.view.window.step(header.number), f"{screen.steps}/{header.number}/content"
    return AccessView(
        header=header,
        asked=None if step.input is None else value_view("Asked", step.input, address=f"{here}/input"),
        result=None if step.output is None else value_view("Result", step.output, address=f"{here}/output"),
        error=step.error,
    )
