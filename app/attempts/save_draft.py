"""Save a diagnosis as far as it is written: its first part until that is locked, then its second."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from app.attempts.attempt_view import AttemptView, window_on
from app.attempts.pin_evidence import check_passage
from app.attempts.record import record
from app.domain.attempt import Attempt
from app.domain.change import DraftSaved
from app.domain.diagnosis import Diagnosis
from app.domain.errors import DiagnosisRejected, WrongState
from app.domain.viewer import Viewer
from app.store.keys import Keys
from app.store.work import Work

MAX_EXPLANATION = 20_000  # characters: ten pages
MAX_OWN_FIX = 2_000  # characters: one line, and a long one


def save_draft(work: Work, *, viewer: Viewer, attempt_id: str, diagnosis: Diagnosis, now: datetime) -> AttemptView:
    """The attempt with this draft. Its proof stays as pinned: pins have verbs of their own.

    Raises NotRevealed for a step past the frontier, DiagnosisRejected for what is too long, a passage that is none
    of its step, and a forecast before the first part is locked or of what is no change of this run; WrongState for
    another first part once that is locked.
    """
    attempt = work.attempts.for_change(viewer.id, attempt_id).still_open()
    _check_length("explanation", diagnosis.explanation, MAX_EXPLANATION)
    _check_length("own_fix.text", diagnosis.own_fix.text, MAX_OWN_FIX)
    draft = (
        _first_part(work, attempt, diagnosis) if attempt.locked is None else _second_part(work, attempt, diagnosis)
    )
    changes = [] if draft == attempt.draft else [DraftSaved(diagnosis=draft)]
    return record(work, attempt, changes, viewer=viewer, now=now)


def _first_part(work: Work, attempt: Attempt, diagnosis: Diagnosis) -> Diagnosis:
    window = window_on(work, attempt)
    for step in _steps(diagnosis):
        window.check(step)
    for cleared in diagnosis.cleared:
        if cleared.ruled_out_by is not None:
            check_passage(window, cleared.ruled_out_by)
    if diagnosis.forecast:  # whatever it names: before the lock nothing tells which changes there are
        raise DiagnosisRejected("forecast: the changes are shown, and forecast, once the first part is locked")
    return replace(diagnosis, proof=attempt.draft.proof)


def _second_part(work: Work, attempt: Attempt, diagnosis: Diagnosis) -> Diagnosis:
    first = replace(diagnosis.completed_by(Diagnosis()), proof=attempt.draft.proof)
    if first not in (replace(Diagnosis(), proof=attempt.draft.proof), attempt.draft.completed_by(Diagnosis())):
        raise WrongState("the first part of this diagnosis is locked: send the forecast and your own fix alone")
    known = {remedy.id for remedy in work.open(Keys).of(attempt.edition).asked}
    for place, each in enumerate(diagnosis.forecast):
        if each.remedy not in known:
            raise DiagnosisRejected(
                f"forecast[{place}].remedy: {each.remedy!r} is none of the changes that are shown"
            )
    return attempt.draft.completed_by(diagnosis)


def _steps(diagnosis: Diagnosis) -> Iterator[int]:
    yield from (claim.step for claim in diagnosis.claims)
    yield from (step for step in (diagnosis.path.acted_on, diagnosis.path.damage) if step is not None)
    for cleared in diagnosis.cleared:
        yield cleared.step
        if cleared.ruled_out_by is not None:
            yield cleared.ruled_out_by.step


def _check_length(where: str, text: str, most: int) -> None:
    if len(text) > most:
        raise DiagnosisRejected(f"{where}: at most {most} characters, please")
