"""How long a connection may keep the server waiting: for a request's head, for what nobody reads, for its reader."""

import asyncio
from collections.abc import Callable
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import STATUS_PHRASES, H11Protocol

_TOO_SLOW = b"The request took too long to arrive."


class ConnectionDeadlines(H11Protocol):
    """uvicorn's protocol, which itself has a deadline only for the pause between two requests."""

    head_seconds: float = 10  # from the connection, or the first byte of a request, until its headers are whole
    unread_seconds: float = 5  # from an answer until the connection ends, if its request has not
    reader_seconds: float = 30  # without a byte taken of an answer that waits to be sent

    _head: asyncio.TimerHandle | None = None
    _unread: asyncio.TimerHandle | None = None
    _reader: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's own
        lingering: Any = LingeringTransport(transport, self._sends_still, loop=self.loop, seconds=self.unread_seconds)
        super().connection_made(lingering)
        self._head = self._later(self.head_seconds, self._refuse)

    def connection_lost(self, exc: Exception | None) -> None:
        for timer in (self._head, self._unread, self._reader):
            _stop(timer)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if not self.transport.is_closing():  # else it is what nobody reads
            super().data_received(data)

    def handle_events(self) -> None:
        """Whenever something came; a request that another was sent right behind may have come in part."""
        super().handle_events()
        if self.conn.their_state is not h11.IDLE:
            _stop(self._head)
            self._head = None
        elif self._head is None and self.conn.trailing_data[0]:
            self._head = self._later(self.head_seconds, self._refuse)
        if not self._sends_still():
            _stop(self._unread)

    def on_response_complete(self) -> None:
        """An answer before the end of its request: what is left is read and thrown away, for a moment."""
        if self._sends_still():
            self._unread = self._later(self.unread_seconds, self.transport.abort)
        super().on_response_complete()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._reader = self._later(self.reader_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        _stop(self._reader)
        super().resume_writing()

    def _sends_still(self) -> bool:
        return self.conn.their_state is h11.SEND_BODY

    def _later(self, seconds: float, act: Callable[[], object]) -> asyncio.TimerHandle:
        return self.loop.call_later(seconds, act)

    def _refuse(self) -> None:
        """In few words and without the application: there is no request to speak of."""
        if self.transport.is_closing():
            return
        headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
        answer = (
            h11.Response(status_code=408, headers=headers, reason=STATUS_PHRASES[408]),
            h11.Data(data=_TOO_SLOW),
            h11.EndOfMessage(),
        )
        for event in answer:
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()


def _stop(timer: asyncio.TimerHandle | None) -> None:
    if timer is not None:
        timer.cancel()


class LingeringTransport:
    """A transport that is closed a moment later where its other side sends still.

    Otherwise what it sends meets a closed socket, the system answers that with a reset, and a reset throws away the
    answer that explains everything.
    """

    def __init__(
        self,
        transport: asyncio.Transport,
        sends_still: Callable[[], bool],
        *,
        loop: asyncio.AbstractEventLoop,
        seconds: float,
    ) -> None:
        self._transport = transport
        self._sends_still = sends_still
        self._loop = loop
        self._seconds = seconds
        self._lingers = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def is_closing(self) -> bool:
        return self._lingers or self._transport.is_closing()

    def close(self) -> None:
        if self.is_closing():
            return
        if not self._sends_still():
            self._transport.close()
            return
        self._lingers = True
        if self._transport.can_write_eof():
            self._transport.write_eof()  # after what is still to be sent
        self._transport.resume_reading()
        self._loop.call_later(self._seconds, self._transport.abort)
