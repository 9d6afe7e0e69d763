"""The reveal: the diagnosis beside what is known, after it was sent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from app.attempts.attempt_view import AttemptView
from app.attempts.read_changes import shuffled
from app.attempts.read_reveal import Revelation, read_dwell, read_reveal
from app.domain.answer import HEALTHY
from app.domain.claim import Pin
from app.domain.diagnosis import Diagnosis
from app.domain.dispute import MAX_DISPUTES, Commitment
from app.domain.duration import minutes_taken
from app.domain.fault import FAILURE_CLASSES
from app.domain.viewer import Viewer
from app.http.dependencies import Read
from app.http.viewers import MayPractise
from app.pages.comparison.scrubber import ComparisonScrubber, timeline
from app.pages.replay.step_names import headers_of
from app.pages.reveal.baseline_strip import strip
from app.pages.reveal.dispute_form import UNTOUCHED, DisputeForm
from app.pages.reveal.fix_choice import Expected, FixGuess, guesses
from app.pages.reveal.fix_trial import FixTrial, PartingPoint, fix_trial, parting
from app.pages.reveal.reading_overlay import ReadingHistory, StepOverlay, found_evidence, looks
from app.pages.reveal.steps import MarkedStep, marked_steps, numbers_of
from app.pages.templates import render
from app.pages.value.text import DiffSegment, stretches
from app.practice.choose_next import choose_next
from app.practice.compare_arms import compare_arms
from app.practice.try_fix import try_fix
from app.store.work import Work

router = APIRouter()

Chosen = Annotated[str | None, Query(max_length=100)]
Tried = Annotated[tuple[str, ...], Query(max_length=12)]


@dataclass(frozen=True, slots=True)
class HintView:
    """A hint of the ladder, and whether the reader took it."""

    text: str
    taken: bool


@dataclass(frozen=True, slots=True)
class HealthyComparison:
    """The healthy run beside the one that was read: both drawn, where they part, and what differs at the root."""

    drawn: ComparisonScrubber
    parting: PartingPoint
    passage: tuple[DiffSegment, ...]


@router.get("/attempts/{attempt_id}/reveal")
def reveal(
    request: Request,
    *,
    attempt_id: str,
    viewer: MayPractise,
    work: Read,
    remedy: Chosen = None,
    expect: Expected | None = None,
    tried: Tried = (),
) -> HTMLResponse:
    return reveal_page(request, work, viewer=viewer, attempt_id=attempt_id, remedy=remedy, expect=expect, tried=tried)


def reveal_page(
    request: Request,
    work: Work,
    *,
    viewer: Viewer,
    attempt_id: str,
    remedy: str | None = None,
    expect: Expected | None = None,
    tried: Iterable[str] = (),
    dispute: DisputeForm = UNTOUCHED,
    status: int = 200,
) -> HTMLResponse:
    """The reveal, with the form of a dispute as far as it is written."""
    found = read_reveal(work, viewer=viewer, attempt_id=attempt_id)
    answer, said = found.answer, found.attempt.submitted or Diagnosis()
    steps = marked_steps(answer, said)
    asked = guesses(tried, remedy=remedy, expected=expect, known=answer.remedies)
    spent = read_dwell(work, viewer=viewer, attempt_id=attempt_id)
    pins = [each.pin for each in found.attempt.pins]
    done = looks(answer, said, ReadingHistory(opened=found.attempt.opened, pins=pins, spent=spent))
    shown = numbers_of(steps, answer, said, pins) | {claim.step for claim in found.attempt.claims if claim.expects}
    headers = {} if found.attempt.run_deleted else headers_of(found.attempt.window, shown)
    return render(
        request,
        "reveal/page.html",
        status=status,
        dispute=dispute,
        commitments=tuple(Commitment),
        most_disputes=MAX_DISPUTES,
        attempt=found.attempt,
        answer=answer,
        arms=found.arms,
        said=said,
        score=found.score,
        revealed=found,
        headline=headline(said, clean=answer.clean, root=answer.root),
        failure_class=FAILURE_CLASSES.get(answer.failure_class or ""),
        marked=steps,
        rest=(found.attempt.step_count or 0) - max((step.number for step in steps), default=0),
        evidence=found_evidence(answer, done),
        surplus=surplus(pins, proving={place.step for place in answer.telling}),
        looks=done,
        trials=_trials(work, found, viewer=viewer, asked=asked),
        remedies=shuffled(answer.remedies, attempt_id=attempt_id),
        chosen=None if expect else remedy,
        hints=_ladder(found),
        headers=headers,
        beside=_beside(work, found, steps=steps, done=done, viewer=viewer),
        strip=strip(found.score.total, [guess.total for guess in found.score.baselines]),
        reading=_reading(found.attempt),
        suggestion=choose_next(work, viewer=viewer, attempt_id=attempt_id),
    )


def _beside(
    work: Work, found: Revelation, *, steps: Iterable[MarkedStep], done: Mapping[int, StepOverlay], viewer: Viewer
) -> HealthyComparison | None:
    if found.attempt.run_deleted or found.answer.clean or HEALTHY not in found.arms:
        return None
    compared = compare_arms(work, viewer=viewer, attempt_id=found.attempt.id)
    calls = compared.calls
    story = {step.number: step for step in steps}
    root = found.answer.root
    passage = compared.passage(compared.place_of(root[0])) if root else None
    return HealthyComparison(
        drawn=timeline(calls.rows, answer=found.answer, story=story, looks=done),
        parting=parting(calls),
        passage=stretches(passage.pieces) if passage else (),
    )


def _trials(work: Work, found: Revelation, *, viewer: Viewer, asked: Iterable[FixGuess]) -> list[FixTrial]:
    """What came of the remedies of which it was said what to expect, the last one first."""
    here, clean = found.attempt.id, found.answer.clean
    done = [
        fix_trial(try_fix(work, viewer=viewer, attempt_id=here, remedy=guess.remedy), guess=guess, clean=clean)
        for guess in asked
        if not found.attempt.run_deleted
    ]
    return done[::-1]


def headline(said: Diagnosis, *, clean: bool, root: tuple[int, ...]) -> str:
    """The comparison in one sentence."""
    first = said.claims[0].step if said.claims else None
    if clean:
        agreed = "You saw that nothing went wrong." if said.no_fault else "You found a fault where there is none."
        return f"{agreed} This is a clean control: the run is right although it looks odd."
    began = f"It began at step {root[0]}" if root else "It began before the run"
    if said.no_fault:
        return f"You said that nothing went wrong. {began}."
    if first is None:
        return f"You named no step. {began}."
    if first in root:
        return f"You found it: it began at step {first}."
    distance = abs(first - root[0]) if root else 0
    side = "after" if root and first > root[0] else "before"
    return f"{began}. You named step {first}, {distance} step{'' if distance == 1 else 's'} {side} it."


def surplus(pins: Iterable[Pin], *, proving: set[int]) -> list[Pin]:
    """What was pinned but proves nothing: the pins on other steps than the key's."""
    return [pin for pin in pins if pin.step not in proving]


def _ladder(found: Revelation) -> list[HintView]:
    return [HintView(hint.text, hint.text in found.attempt.hints) for hint in found.answer.hints]


def _reading(attempt: AttemptView) -> dict[str, object]:
    """What is measured apart and never changes the total."""
    return {
        "minutes": minutes_taken(attempt.started_at, attempt.submitted_at or attempt.started_at),
        "opened": len(attempt.opened),
        "steps": attempt.step_count,
        "hints": len(attempt.hints),
    }
