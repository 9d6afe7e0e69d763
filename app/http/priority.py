"""Readers go first: deliveries are taken in while nobody waits for a page, or after a moment's patience."""

import asyncio

from starlette.datastructures import State
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.http.origin import OTLP

_LOOK_EVERY = 0.002  # seconds
_LOOKS = 125  # a quarter of a second a delivery: pages without a pause delay it, and never keep it out


class ReadersFirst:
    """Counts, in `app.state.awaited`, the requests whose answer somebody waits for; an answer that has begun is none.

    Without this a page shares Python's lock with four bodies that are read and one that is taken in.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(OTLP):
            await self._app(scope, receive, send)
            return
        waiting = _Waiting(scope["app"].state)

        async def send_and_tell(message: Message) -> None:
            waiting.end()
            await send(message)

        try:
            await self._app(scope, receive, send_and_tell)
        finally:
            waiting.end()


class _Waiting:
    """One request that counts, until it ends."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._counts = True
        state.awaited += 1

    def end(self) -> None:
        if self._counts:
            self._state.awaited -= 1
        self._counts = False


class Turn:
    """The patience of one delivery."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._looks = _LOOKS

    async def wait(self) -> None:
        """Until no reader waits, or the patience is used up."""
        while self._looks and self._state.awaited:
            self._looks -= 1
            await asyncio.sleep(_LOOK_EVERY)
