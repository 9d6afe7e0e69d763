"""The forms of the reveal: what a reader says of the answer, and of their own explanation."""

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse

from app.attempts.tick_key_points import tick_key_points
from app.http.dependencies import Now, Write
from app.http.viewers import MayPractise

router = APIRouter()


@router.post("/attempts/{attempt_id}/key-points")
def tick(
    attempt_id: str,
    viewer: MayPractise,
    work: Write,
    now: Now,
    point: Annotated[tuple[int, ...], Form(max_length=100)] = (),
) -> RedirectResponse:
    tick_key_points(work, viewer=viewer, attempt_id=attempt_id, points=point, now=now)
    return RedirectResponse(f"/attempts/{attempt_id}/reveal#key-points", status_code=303)
