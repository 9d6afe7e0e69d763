"""Open a step: note that it is looked at, and view everything that its page shows."""

from dataclasses import dataclass, fields
from datetime import datetime

from app.reading.attempt_view import AttemptView, attempt_view, window_on
from app.reading.window import StepView
from app.store.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptStepView(StepView):
    """A step of an attempt, with the attempt."""

    attempt: AttemptView


def note_opening(work: Work, *, reader: str, attempt_id: str, number: int, now: datetime) -> None:
    """Note that a step is looked at. Raises NotRevealed past the frontier; after submission nothing is noted."""
    attempt = work.attempts.for_change(reader, attempt_id)
    work.attempts.record(attempt, attempt.open(number), actor=reader, at=now)


def view_step(work: Work, *, reader: str, attempt_id: str, number: int) -> AttemptStepView:
    """A step with all that its page shows. Raises NotRevealed past the frontier."""
    attempt = work.attempts.of(reader, attempt_id)
    view = window_on(work, attempt).view(number)
    shown = {field.name: getattr(view, field.name) for field in fields(view)}
    return AttemptStepView(attempt=attempt_view(work, attempt), **shown)
