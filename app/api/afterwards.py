"""JSON routes of what a reader says after the reveal: of the answer, and of their own explanation."""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Body, Response
from pydantic import BaseModel, ConfigDict

from app.api.answer import answer
from app.api.reveal_answer import reveal_answer
from app.attempts.dispute_answer import dispute_answer
from app.attempts.tick_key_points import tick_key_points
from app.domain.dispute import Commitment
from app.http.dependencies import Now, Write
from app.http.viewers import MayPractise

router = APIRouter(prefix="/api/attempts/{attempt_id}", tags=["attempts"])


class NewDispute(BaseModel):
    """Which commitment the key is wrong about, and why, in 1 to 2,000 characters."""

    model_config = ConfigDict(extra="forbid")
    commitment: Commitment
    text: str


@router.put("/key-points")
def tick(
    attempt_id: str,
    viewer: MayPractise,
    work: Write,
    now: Now,
    points: Annotated[tuple[int, ...], Body(embed=True, max_length=100)],
) -> Response:
    """Say which key points your own explanation has, all of them each time; shown beside the total, never in it."""
    tick_key_points(work, viewer=viewer, attempt_id=attempt_id, points=points, now=now)
    return reveal_answer(work, viewer=viewer, attempt_id=attempt_id)


@router.post("/disputes", status_code=201)
def dispute(attempt_id: str, viewer: MayPractise, work: Write, now: Now, body: NewDispute) -> Response:
    """Hold something against the key, for those who write it; at most 20 of one attempt are kept."""
    told = dispute_answer(
        work, viewer=viewer, attempt_id=attempt_id, commitment=body.commitment, text=body.text, now=now
    )
    return answer({"disputes": list(map(asdict, told.disputes))}, status=201)
