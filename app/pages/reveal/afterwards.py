"""The forms of the reveal: what a reader says of the answer, and of their own explanation."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from app.attempts.dispute_answer import dispute_answer
from app.attempts.tick_key_points import tick_key_points
from app.domain.errors import WrongState
from app.http.dependencies import Now, StoredWrite, Write
from app.http.viewers import MayPractise
from app.pages.reveal.dispute_form import DisputeForm
from app.pages.reveal.page import reveal_page

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


@router.post("/attempts/{attempt_id}/disputes")
def dispute(
    *,
    request: Request,
    attempt_id: str,
    viewer: MayPractise,
    store: StoredWrite,
    now: Now,
    commitment: Annotated[str, Form()] = "",
    text: Annotated[str, Form()] = "",
) -> Response:
    """What cannot be kept comes back with what was typed."""
    form = DisputeForm(commitment=commitment, text=text).checked()
    if form.chosen and not form.errors:
        try:
            with store.writing() as work:
                dispute_answer(work, viewer=viewer, attempt_id=attempt_id, commitment=form.chosen, text=text, now=now)
        except WrongState as error:
            form = form.refused(f"Why: {error}")
        else:
            return RedirectResponse(f"/attempts/{attempt_id}/reveal#disputes", status_code=303)
    with store.reading() as work:
        return reveal_page(request, work, viewer=viewer, attempt_id=attempt_id, dispute=form, status=422)
