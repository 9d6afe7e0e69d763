"""JSON routes of what is read through a window: the steps of a run, and searches in it."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from app.api.answer import answer
from app.api.attempt_json import found_json, header_json, view_json
from app.http.connection_slots import LONG
from app.reading.find_steps import MOST_LETTERS, find_steps
from app.reading.list_terms import list_terms
from app.reading.window import Window


def add_reading_routes(router: APIRouter, prefix: str, *, opened: Callable[..., Window]) -> None:
    """Add the routes below the address of a run; `opened` is the dependency that opens the window there."""
    Opened = Annotated[Window, Depends(opened)]  # noqa: N806 - an annotation

    @router.get(prefix + "/steps")
    def steps(
        window: Opened, first: Annotated[int, Query(ge=1)] = 1, last: Annotated[int, Query(ge=1)] = 100
    ) -> Response:
        """Rows of the step list, as far as they are revealed; at most 500."""
        return answer({"steps": [header_json(row) for row in window.headers(first, last)]})

    @router.get(prefix + "/steps/{number}")
    def step(window: Opened, number: int) -> Response:
        """One step with its content. Reading it here does not count as opening it."""
        return answer(view_json(window.view(number)))

    @router.get(prefix + "/hits", dependencies=[LONG])
    def hits(window: Opened, q: Annotated[str, Query(max_length=MOST_LETTERS)] = "") -> Response:
        """The revealed steps that fulfil a search: the first 50 with their words, up to 500 by number."""
        return answer(found_json(find_steps(window, q)))

    @router.get(prefix + "/terms", dependencies=[LONG])
    def terms(window: Opened) -> Response:
        """What a search can be narrowed by: the kinds, tools, agents and models of the revealed steps."""
        return answer(asdict(list_terms(window)))
