"""Where the page of an error leads back to: the attempt or the runs that its address belongs to."""

import re
from contextlib import suppress
from dataclasses import dataclass

from anyio import to_thread
from fastapi import Request

from app.domain.attempt import Attempt
from app.domain.errors import MisstepError
from app.http.connection_slots import slots_of
from app.http.dependencies import state_of
from app.http.visits import current_visit

_ATTEMPT = re.compile(r"/attempts/([^/]+)(?:/|$)")


@dataclass(frozen=True, slots=True)
class WayBack:
    """A link, and what it says."""

    address: str
    words: str


_SCENARIOS = WayBack("/", "See the scenarios")
_RUNS = WayBack("/runs", "See the runs")


async def ways_back(request: Request, *, asked: bool) -> tuple[WayBack, ...]:
    """The nearest first. An attempt is asked for, unless the database may be what failed: it may be another's."""
    path = request.url.path
    if path.startswith("/runs/"):
        return _RUNS, _SCENARIOS
    found = _ATTEMPT.match(path)
    if found is None or (asked and not await _is_own(request, found[1])):
        return (_SCENARIOS,)
    return WayBack(f"/attempts/{found[1]}", "Back to your attempt"), _SCENARIOS


async def _is_own(request: Request, attempt_id: str) -> bool:
    with suppress(MisstepError):
        viewer = (await current_visit(request)).viewer

        def look() -> Attempt:
            with state_of(request).store.reading() as work:
                return work.attempts.of(viewer.id, attempt_id)

        async with slots_of(request).reading.slot(request):
            await to_thread.run_sync(look)
        return True
    return False
