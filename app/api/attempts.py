"""JSON routes of an attempt: read it, go on, and everything after the reveal."""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Body, Query, Response

from app.api.answer import answer
from app.api.attempt_json import attempt_json, view_json
from app.api.reading import add_reading_routes
from app.api.reveal_answer import reveal_answer
from app.attempts.hand_over_reading import hand_over_reading
from app.attempts.lock import lock
from app.attempts.open_step import note_opening
from app.attempts.read_attempt import read_attempt
from app.attempts.read_changes import read_changes
from app.attempts.reveal_next import reveal_next
from app.attempts.submit import submit_prepared
from app.domain.answer import HEALTHY
from app.domain.blind_reading import reading_json
from app.http.dependencies import Now, Read, StoredWrite, Write
from app.http.viewers import MayPractise
from app.http.windows import attempt_window
from app.practice.compare_arms import compare_arms
from app.practice.delete_own import delete_own_attempt

router = APIRouter(prefix="/api/attempts/{attempt_id}", tags=["attempts"])


@router.get("")
def attempt(attempt_id: str, viewer: MayPractise, work: Read) -> Response:
    """The attempt as it stands."""
    return answer(attempt_json(read_attempt(work, viewer=viewer, attempt_id=attempt_id)))


@router.delete("", status_code=204)
def deletion(attempt_id: str, viewer: MayPractise, store: StoredWrite) -> Response:
    """Delete the attempt for good, with everything that was recorded of it."""
    delete_own_attempt(store, viewer=viewer, attempt_id=attempt_id)
    return Response(status_code=204)


add_reading_routes(router, "", opened=attempt_window)


@router.post("/frontier")
def reveal(attempt_id: str, viewer: MayPractise, work: Write, now: Now) -> Response:
    """Reveal the next step."""
    attempt = reveal_next(work, viewer=viewer, attempt_id=attempt_id, now=now)
    return answer({"frontier": attempt.frontier, "at_end": attempt.at_end})


@router.post("/position")
def move(
    attempt_id: str, viewer: MayPractise, work: Write, now: Now, step: Annotated[int, Body(embed=True, ge=1)]
) -> Response:
    """Say which step is being looked at."""
    note_opening(work, viewer=viewer, attempt_id=attempt_id, number=step, now=now)
    return answer({"position": step})


@router.post("/lock")
def locked(attempt_id: str, viewer: MayPractise, work: Write, now: Now) -> Response:
    """Lock the first part of the saved draft; there is no way back."""
    return answer(attempt_json(lock(work, viewer=viewer, attempt_id=attempt_id, now=now)))


@router.get("/changes")
def changes(attempt_id: str, viewer: MayPractise, work: Read) -> Response:
    """The changes that were recorded for this run, to be forecast, once the first part is locked.

    An empty list: there is nothing to forecast for this run, and the attempt is submitted as it is.
    """
    found = read_changes(work, viewer=viewer, attempt_id=attempt_id)
    return answer({"changes": list(map(asdict, found))})


@router.post("/submission")
def submission(attempt_id: str, viewer: MayPractise, store: StoredWrite, now: Now) -> Response:
    """Submit the saved draft, whose first part is locked; there is no way back."""
    return answer(attempt_json(submit_prepared(store, viewer=viewer, attempt_id=attempt_id, now=now)))


@router.get("/reveal")
def revealed(attempt_id: str, viewer: MayPractise, work: Read) -> Response:
    """The score, the answer key and what to read next, once the diagnosis is submitted."""
    return reveal_answer(work, viewer=viewer, attempt_id=attempt_id)


@router.get("/reading")
def reading(
    attempt_id: str, viewer: MayPractise, work: Read, model: Annotated[str | None, Query(max_length=100)] = None
) -> Response:
    """Your diagnosis as the file of a blind reading, for the scenario's author; `model` if a language model read."""
    found = hand_over_reading(work, viewer=viewer, attempt_id=attempt_id, model=model or None)
    return answer(reading_json(found))


@router.get("/comparison")
def comparison(
    attempt_id: str, viewer: MayPractise, work: Read, arm: Annotated[str, Query(max_length=100)] = HEALTHY
) -> Response:
    """The aligned steps of the run that you read and of another arm."""
    found = compare_arms(work, viewer=viewer, attempt_id=attempt_id, arm=arm)
    rows = [
        {
            "shown": row.left,
            "other": row.right,
            "relation": row.relation.value,
            "differs": list(row.differs),
            "quiet": list(row.quiet),
        }
        for row in found.alignment.rows
    ]
    return answer({"arm": arm, "rows": rows, "first_divergence": found.alignment.first_divergence})


@router.get("/comparison/{place}")
def compared(
    attempt_id: str, place: int, viewer: MayPractise, work: Read, arm: Annotated[str, Query(max_length=100)] = HEALTHY
) -> Response:
    """The two steps in one row of the comparison, counted from 1."""
    pair = compare_arms(work, viewer=viewer, attempt_id=attempt_id, arm=arm).pair(place)
    return answer(
        {
            "relation": pair.row.relation.value,
            "shown": None if pair.shown is None else view_json(pair.shown),
            "other": None if pair.other is None else view_json(pair.other),
        }
    )
