"""Run what hashes passwords, a few at a time: no page waits for it, and no connection is held by what waits."""

from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from fastapi import Request

from app.domain.errors import Overloaded

HASHING = 2  # at once: each takes 64 MB
_MOST_WAITING = 20  # a second or two of work; who comes after them is told to come back

T = TypeVar("T")


async def hashing(request: Request, use_case: Callable[[], T]) -> T:
    """What the use case returns, in a thread of its own. Raises Overloaded where too many wait."""
    limiter: CapacityLimiter = request.app.state.hashing
    if limiter.statistics().tasks_waiting >= _MOST_WAITING:
        raise Overloaded("too many people sign in at once; try again in a moment")
    return await to_thread.run_sync(use_case, limiter=limiter)
