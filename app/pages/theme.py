"""The switch between light and dark, for readers without JavaScript."""

from typing import Annotated, Literal

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse

from app.http.addresses import path_here

router = APIRouter()
YEAR = 60 * 60 * 24 * 365


@router.post("/theme")
def choose_theme(
    theme: Annotated[Literal["light", "dark"], Form()],
    back: Annotated[str, Form()] = "/",
) -> RedirectResponse:
    answer = RedirectResponse(path_here(back, otherwise="/"), status_code=303)
    answer.set_cookie("misstep_theme", theme, max_age=YEAR, samesite="lax")
    return answer
