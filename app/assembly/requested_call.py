"""One call that a model step asked for, with what is found of it: its step, and the result that was told."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.assembly.draft import Draft
from app.domain.message import ToolCall, ToolResult


@dataclass(slots=True, eq=False)
class RequestedCall:
    """One call of one model step: the step that answered it, and what a later message says came back.

    `certain` is false where the step answers this call or another one of the same turn, and nothing tells which.
    """

    model: Draft
    call: ToolCall
    step: Draft | None = None
    result: ToolResult | None = None
    certain: bool = True


def newest(calls: Sequence[RequestedCall], count: int) -> Sequence[RequestedCall]:
    """The calls of the newest models that are enough for so many answers, in the order in which they were asked for.

    The newest, because a call that was left unanswered is asked for again.
    """
    start = len(calls)
    while start and len(calls) - start < count:
        model = calls[start - 1].model
        while start and calls[start - 1].model is model:
            start -= 1
    return calls[start:]
