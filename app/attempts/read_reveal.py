"""Read what was known all along, once the diagnosis is in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from app.attempts.answer_access import check_answer
from app.attempts.attempt_view import AttemptView, attempt_view, window_on
from app.attempts.dwell import dwell
from app.attempts.known_at import known_at
from app.domain.answer import Answer
from app.domain.attempt import Attempt
from app.domain.blind_reading import ReaderAgreement, agreement
from app.domain.errors import NotRevealed
from app.domain.permission import stream_of
from app.domain.scenario import Reveal
from app.domain.score import Score
from app.domain.viewer import Viewer
from app.store.blind_readings import BlindReadings
from app.store.keys import Keys
from app.store.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Revelation:
    """The diagnosis beside what is known, as they were compared at submission.

    `arms` are the names of the recorded arms that the run can be compared with; `key_version` tells this answer
    from what the scenario says at other times. `known_at` is the last step that was revealed when the reader first
    named the root cause and stayed with it; None where that never was, or where all steps were open at once.
    `blind` counts who read the item with nothing but its ticket and run, and how many of them agree with its key.
    """

    attempt: AttemptView
    score: Score
    answer: Answer
    arms: tuple[str, ...]
    key_version: str
    known_at: int | None
    blind: ReaderAgreement


def read_reveal(work: Work, *, viewer: Viewer, attempt_id: str) -> Revelation:
    """Raises NotRevealed before the diagnosis is submitted."""
    attempt = submitted(work, viewer=viewer, attempt_id=attempt_id)
    assert attempt.score is not None, "a submitted attempt has its score"
    answer = _answer(work, attempt)
    roots = _calls_of(work, attempt, {*answer.root, *answer.accepted_roots})
    return Revelation(
        attempt=attempt_view(work, attempt, viewer=viewer),
        score=attempt.score,
        answer=answer,
        known_at=_known_at(work, attempt, roots, viewer=viewer),
        arms=tuple(attempt.arms),
        key_version=attempt.edition,
        blind=agreement(
            work.open(BlindReadings).of(attempt.edition),
            causes=roots | _calls_of(work, attempt, answer.near),
            clean=answer.clean,
        ),
    )


def _calls_of(work: Work, attempt: Attempt, steps: Iterable[int]) -> frozenset[int]:
    """These steps with those that are one call with them: an access and the tool that consists of it."""
    steps = frozenset(steps)
    if attempt.run_deleted:
        return steps
    headers = (header for step in steps for header in window_on(work, attempt).headers(step, step))
    return steps | {header.same_call for header in headers if header.same_call is not None}


def _known_at(work: Work, attempt: Attempt, roots: frozenset[int], *, viewer: Viewer) -> int | None:
    if attempt.reveal is Reveal.OPEN:
        return None
    return known_at(work.events.seen(attempt.id, stream_of(viewer, reader=attempt.reader, workspace=None)), roots)


def read_answer(work: Work, *, viewer: Viewer, attempt_id: str) -> Answer:
    """What is known, alone. Raises NotRevealed before the diagnosis is submitted."""
    return _answer(work, submitted(work, viewer=viewer, attempt_id=attempt_id))


def _answer(work: Work, attempt: Attempt) -> Answer:
    return work.open(Keys).of(attempt.edition).answer()


def read_dwell(work: Work, *, viewer: Viewer, attempt_id: str) -> Mapping[int, timedelta]:
    """How long each step was looked at before submission. Raises NotRevealed before it."""
    attempt = submitted(work, viewer=viewer, attempt_id=attempt_id)
    assert attempt.submitted_at is not None, "a submitted attempt has its time"
    seen = work.events.seen(attempt_id, stream_of(viewer, reader=attempt.reader, workspace=None))
    return dwell(seen, until=attempt.submitted_at)


def submitted(work: Work, *, viewer: Viewer, attempt_id: str) -> Attempt:
    """The attempt, if it is submitted; else NotRevealed, which tells nothing. NotAllowed where it is withheld."""
    attempt = work.attempts.of(viewer.id, attempt_id)
    check_submitted(work, attempt, viewer=viewer)
    return attempt


def check_submitted(work: Work, attempt: Attempt, *, viewer: Viewer) -> None:
    """Raises NotRevealed before the diagnosis is submitted, and NotAllowed where the answer is withheld."""
    if not attempt.done:
        raise NotRevealed("the answer is shown after you submit your diagnosis")
    check_answer(work, attempt, viewer=viewer)
