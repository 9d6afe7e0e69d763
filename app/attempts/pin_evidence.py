"""Pin a step, or a passage of one, as evidence; and take a pin out again."""

from collections.abc import Collection
from datetime import datetime

from app.attempts.attempt_view import AttemptView, window_on
from app.attempts.record import record
from app.domain.claim import Evidence, Pin
from app.domain.errors import DiagnosisRejected
from app.domain.json import in_order
from app.domain.passage import lies_in, step_text
from app.domain.step import Context, Run
from app.domain.viewer import Viewer
from app.reading.window import Window
from app.store.work import Work

MAX_PINS = 100  # a proof has four at most: nobody is helped by more
MAX_QUOTE = 4_000  # characters: a page


def pin_evidence(
    work: Work, *, viewer: Viewer, attempt_id: str, evidence: Evidence, now: datetime, unsaid: Collection[str] = ()
) -> AttemptView:
    """The attempt with the pin; the same passage again changes the pin's role and claim, as far as they are said.

    Raises DiagnosisRejected for a quote that is no passage of the step, for one pin or one role too many and for a
    claim that is not there, NotRevealed past the frontier, and WrongState once the first part is locked.
    """
    attempt = work.attempts.for_change(viewer.id, attempt_id)
    changes = attempt.pin(evidence, unsaid=unsaid)
    window = window_on(work, attempt)
    window.check(evidence.pin.step)
    if evidence.pin not in [each.pin for each in attempt.pins]:
        if len(attempt.pins) >= MAX_PINS:
            raise DiagnosisRejected(f"evidence: {MAX_PINS} pins are there already; take one out first")
        check_passage(window, evidence.pin)
    if evidence.claim is not None and evidence.claim not in [claim.id for claim in attempt.claims]:
        raise DiagnosisRejected("claim: there is no such claim; leave it out to pin without one")
    return record(work, attempt, changes, viewer=viewer, now=now)


def unpin_evidence(work: Work, *, viewer: Viewer, attempt_id: str, pin: Pin, now: datetime) -> AttemptView:
    """The attempt without the pin; taking out one that is not there changes nothing."""
    attempt = work.attempts.for_change(viewer.id, attempt_id)
    return record(work, attempt, attempt.unpin(pin), viewer=viewer, now=now)


def check_passage(window: Window, pin: Pin) -> None:
    """Raises DiagnosisRejected for a quote that is too long, or no passage of its step."""
    for name, text in (("quote", pin.quote), ("missing", pin.missing)):
        if text is not None and len(text) > MAX_QUOTE:
            raise DiagnosisRejected(f"{name}: at most {MAX_QUOTE} characters, please")
    if pin.quote is not None and not lies_in(pin.quote, _text(window, pin.step)):
        raise DiagnosisRejected(f"quote: {_elsewhere(window, pin.step, pin.quote)}")


def _elsewhere(window: Window, number: int, quote: str) -> str:
    """Why a quote is refused: a step's page also shows what its neighbours were asked and brought back."""
    view = window.view(number)
    beside = [each.number for each in (*view.results, view.before, view.asked_by) if each is not None]
    for other in beside:
        if lies_in(quote, _text(window, other)):
            return f"this is a passage of step {other}, not of step {number}; pin it there"
    if lies_in(quote, "\n".join(in_order(span.attributes) for span in view.spans())):
        return "these words stand in the raw span alone; quote another view of the step, or pin the step"
    return f"this is not a passage of step {number}; copy it from the step's page, one passage at a time"


def _text(window: Window, number: int) -> str:
    """Everything that the step's page shows of it."""
    step = window.step(number)
    context, pool = step.context or Context(), window.work.pool
    messages = pool.messages(window.run_id, [*context.messages, *step.output_messages])
    tools, inside = pool.tools(window.run_id, context.tools), {number: window.inside(step)}
    return step_text(step, Run(trace_id="", steps=(step,), messages=messages, tools=tools, inside=inside))
