"""The views of a run in the left pane, and which one a reader looks at."""

from enum import StrEnum

from fastapi import Request, Response

from app.pages.theme import YEAR

COOKIE = "misstep_view"


class View(StrEnum):
    """Each is a template in `replay/views/`; `t` goes through them in this order."""

    LIST = "list"
    TREE = "tree"
    TIMELINE = "timeline"


def view_in(request: Request, asked: View | None) -> View:
    """The view that the address asks for, else the one that was last asked for."""
    kept = request.cookies.get(COOKIE, "")
    return asked or (View(kept) if kept in set(View) else View.LIST)


def keep_view(answer: Response, asked: View | None) -> None:
    """Remember what the address asked for."""
    if asked is not None:
        answer.set_cookie(COOKIE, asked.value, max_age=YEAR, samesite="lax")
