"""JSON routes of an attempt: read it, go on, and everything after the reveal."""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Body, Query, Response

from app.api.answer import answer
from app.api.attempt_json import attempt_json, found_json, header_json, reveal_json, view_json
from app.attempts.open_step import note_opening, view_step
from app.attempts.read_attempt import read_attempt
from app.attempts.read_reveal import read_reveal
from app.attempts.reveal_next import reveal_next
from app.attempts.submit import submit
from app.http.dependencies import Now, Read, Reader, Write
from app.practice.compare_arms import HEALTHY, compare_arms
from app.reading.find_steps import find_steps
from app.reading.list_steps import list_steps
from app.reading.list_terms import list_terms

router = APIRouter(prefix="/api/attempts/{attempt_id}", tags=["attempts"])


@router.get("")
def attempt(attempt_id: str, reader: Reader, work: Read) -> Response:
    """The attempt as it stands."""
    return answer(attempt_json(read_attempt(work, reader=reader, attempt_id=attempt_id)))


@router.get("/steps")
def steps(
    attempt_id: str,
    reader: Reader,
    work: Read,
    first: Annotated[int, Query(ge=1)] = 1,
    last: Annotated[int, Query(ge=1)] = 100,
) -> Response:
    """Rows of the step list, as far as they are revealed; at most 500."""
    rows = list_steps(work, reader=reader, attempt_id=attempt_id, first=first, last=last)
    return answer({"steps": [header_json(row) for row in rows]})


@router.get("/steps/{number}")
def step(attempt_id: str, number: int, reader: Reader, work: Read) -> Response:
    """One step with its content. Reading it here does not count as opening it."""
    return answer(view_json(view_step(work, reader=reader, attempt_id=attempt_id, number=number)))


@router.get("/hits")
def hits(attempt_id: str, reader: Reader, work: Read, q: Annotated[str, Query(max_length=200)] = "") -> Response:
    """The revealed steps that fulfil a search: the first 50 with their words, up to 500 by number."""
    return answer(found_json(find_steps(work, reader=reader, attempt_id=attempt_id, query=q)))


@router.get("/terms")
def terms(attempt_id: str, reader: Reader, work: Read) -> Response:
    """What a search can be narrowed by: the kinds, tools, agents and models of the revealed steps."""
    return answer(asdict(list_terms(work, reader=reader, attempt_id=attempt_id)))


@router.post("/frontier")
def reveal(attempt_id: str, reader: Reader, work: Write, now: Now) -> Response:
    """Reveal the next step."""
    attempt = reveal_next(work, reader=reader, attempt_id=attempt_id, now=now)
    return answer({"frontier": attempt.frontier, "at_end": attempt.at_end})


@router.post("/position")
def move(
    attempt_id: str, reader: Reader, work: Write, now: Now, step: Annotated[int, Body(embed=True, ge=1)]
) -> Response:
    """Say which step is being looked at."""
    note_opening(work, reader=reader, attempt_id=attempt_id, number=step, now=now)
    return answer({"position": step})


@router.post("/submission")
def submission(attempt_id: str, reader: Reader, work: Write, now: Now) -> Response:
    """Submit the saved draft; there is no way back."""
    return answer(attempt_json(submit(work, reader=reader, attempt_id=attempt_id, now=now)))


@router.get("/reveal")
def revealed(attempt_id: str, reader: Reader, work: Read) -> Response:
    """The score and the answer key, once the diagnosis is submitted."""
    return answer(reveal_json(read_reveal(work, reader=reader, attempt_id=attempt_id)))


@router.get("/comparison")
def comparison(
    attempt_id: str, reader: Reader, work: Read, arm: Annotated[str, Query(max_length=100)] = HEALTHY
) -> Response:
    """The aligned steps of the run that you read and of another arm."""
    found = compare_arms(work, reader=reader, attempt_id=attempt_id, arm=arm)
    rows = [
        {"shown": row.left, "other": row.right, "relation": row.relation.value, "differs": list(row.differs)}
        for row in found.alignment.rows
    ]
    return answer({"arm": arm, "rows": rows, "first_divergence": found.alignment.first_divergence})


@router.get("/comparison/{place}")
def compared(
    attempt_id: str, place: int, reader: Reader, work: Read, arm: Annotated[str, Query(max_length=100)] = HEALTHY
) -> Response:
    """The two steps in one row of the comparison, counted from 1."""
    pair = compare_arms(work, reader=reader, attempt_id=attempt_id, arm=arm).pair(place)
    return answer(
        {
            "relation": pair.row.relation.value,
            "shown": None if pair.shown is None else view_json(pair.shown),
            "other": None if pair.other is None else view_json(pair.other),
        }
    )
