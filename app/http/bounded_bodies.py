"""How large the body of a request may be, and how long it may take to come."""

import asyncio

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.http.origin import OTLP

MOST = 2 * 2**20  # bytes of a form or of JSON; the longest explanation is 20,000 characters
# No route reads a body with these. What receives there waits for the client to go, and has begun to answer.
_UNREAD = {"GET", "HEAD", "OPTIONS"}
SECONDS = 30  # until a body has come whole; exporters give up after ten by default, the collector after thirty


class BoundedBodies:
    """Whoever reads a body that is too large, too slow or cut short gets an HTTPException: 413, 408, 400.

    FastAPI's own limit would answer in plain text, whoever asked. What no route reads is held by nobody; the
    connection ends a moment after the answer (`connection_deadlines.py`).
    """

    def __init__(self, app: ASGIApp, *, otlp: int, seconds: float = SECONDS) -> None:
        """`otlp` is how many bytes the receiver takes at once."""
        self._app = app
        self._otlp = otlp
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in _UNREAD:
            await self._app(scope, receive, send)
            return
        most = self._otlp if scope["path"].startswith(OTLP) else MOST
        until = asyncio.get_running_loop().time() + self._seconds
        body = _Body(receive, most=most, declared=_declared(scope), until=until)
        await self._app(scope, body.receive, send)


class _Body:
    """One body as it comes."""

    def __init__(self, receive: Receive, *, most: int, declared: int, until: float) -> None:
        self._receive = receive
        self._most = most
        self._size = declared
        self._arrived = 0
        self._until = until
        self._whole = False

    async def receive(self) -> Message:
        """The next part. Raises HTTPException, before anything is read where the request names too large a size."""
        if self._whole:
            return await self._receive()  # that the client has gone may take as long as it likes
        self._check()
        try:
            async with asyncio.timeout_at(self._until):
                message = await self._receive()
        except TimeoutError as error:
            raise HTTPException(408, "The body took too long to arrive; send it again.") from error
        if message["type"] == "http.disconnect":
            raise HTTPException(400, "The body ended too early; send it again.")  # nobody is there to read this
        self._arrived += len(message.get("body", b""))
        self._size = max(self._size, self._arrived)
        self._check()
        self._whole = not message.get("more_body", False)
        return message

    def _check(self) -> None:
        if self._size > self._most:
            raise HTTPException(413, f"More than {self._most // 2**20} MiB; send less at once.")


def _declared(scope: Scope) -> int:
    """The length that the request names; 0 where it names none, as when it comes in chunks."""
    found = next((value for name, value in scope["headers"] if name == b"content-length"), b"")
    return int(found) if found.isdigit() else 0
