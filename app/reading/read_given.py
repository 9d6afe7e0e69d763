"""Read what a model was given of a step: what came back, and the messages of the next call that is revealed."""

from collections.abc import Iterator

from app.domain.json import JSON
from app.domain.message import message_json
from app.domain.step import Step, StepKind
from app.reading.window import StepView
from app.replay.given import GivenTexts

_NEAR = 40  # rows that are looked through for the next call of the lane
_LAST = 12  # messages of it: what came back stands at its end


def read_given(view: StepView) -> GivenTexts:
    """The step's own output, and the end of the next model call in its lane, as far as both are revealed."""
    return GivenTexts.of((*_own(view, view.step), *_next(view)))


def _own(view: StepView, step: Step) -> Iterator[JSON]:
    yield step.output
    yield from (attempt.output for attempt in step.attempts)
    yield from (message_json(message) for message in view.messages(step.output_messages).values())


def _next(view: StepView) -> Iterator[JSON]:
    step, window = view.step, view.window
    rows = window.headers(step.number + 1, step.number + _NEAR)
    after = next((row.number for row in rows if row.kind is StepKind.MODEL and row.lane == step.lane), None)
    if after is None:
        return
    context = window.step(after).context
    given = context.messages[-_LAST:] if context else ()
    yield from (message_json(message) for message in view.messages(given).values())
