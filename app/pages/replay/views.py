"""The views of a run in the left pane, and which one a reader looks at."""

from enum import StrEnum

from fastapi import Request, Response

from app.http.cookies import set_layout

COOKIE = "misstep_view"


class RunView(StrEnum):
    """Each is a template in `replay/views/`; `t` goes through them in this order."""

    LIST = "list"
    TREE = "tree"
    TIMELINE = "timeline"


def view_in(request: Request, asked: RunView | None) -> RunView:
    """The view that the address asks for, else the one that was last asked for."""
    kept = request.cookies.get(COOKIE, "")
    return asked or (RunView(kept) if kept in set(RunView) else RunView.LIST)


def keep_view(request: Request, answer: Response, asked: RunView | None) -> None:
    """Remember what the address asked for."""
    if asked is not None:
        set_layout(request, answer, COOKIE, asked.value)
