"""The switch between light and dark, for readers without JavaScript."""

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse

from app.http.addresses import path_here
from app.http.cookies import set_layout

router = APIRouter()


@router.post("/theme")
def choose_theme(
    request: Request,
    *,
    theme: Annotated[Literal["light", "dark"], Form()],
    back: Annotated[str, Form()] = "/",
) -> RedirectResponse:
    answer = RedirectResponse(path_here(back, otherwise="/"), status_code=303)
    set_layout(request, answer, "misstep_theme", theme)
    return answer
