"""The switch between light and dark, for readers without JavaScript."""

from typing import Annotated, Literal

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse

router = APIRouter()
YEAR = 60 * 60 * 24 * 365


@router.post("/theme")
def choose_theme(
    theme: Annotated[Literal["light", "dark"], Form()],
    back: Annotated[str, Form()] = "/",
) -> RedirectResponse:
    answer = RedirectResponse(_path_here(back), status_code=303)
    answer.set_cookie("misstep_theme", theme, max_age=YEAR, samesite="lax")
    return answer


def _path_here(back: str) -> str:
    """`back` if it is a path of this site; with two slashes it would lead to another."""
    return back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/"
