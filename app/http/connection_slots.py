"""How many requests hold a connection to the database at a time; the others wait before they take a thread."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from anyio import CapacityLimiter, Semaphore, WouldBlock, create_task_group, move_on_after, sleep_forever, to_thread
from fastapi import Depends, Request

from app.domain.errors import Overloaded
from app.store.cancel_token import CancelToken

# A request opens its connection in one thread and is answered in a second. If more requests could hold one than there
# are, every thread would wait for a connection, and every connection for a thread. Some of `store.limits.CONNECTIONS`
# remain for what takes and returns one without a pause: the next steps of an export, a delivery, the retirer.
# A page is work for Python, which does one thing at a time: ten at once took twice as long for each, and two need
# an eighth more. Two where a page waits for another process as well, which answers meanwhile.
READERS, READERS_IN_PROCESS = 2, 1
LONG_READERS = 2  # what reads much of a run; apart, so that it keeps no page waiting
EXPORTS = 1  # that work on their next piece; between two pieces an export holds nothing
WRITERS = 6  # apart, so that forms that wait for the database's lock keep no page waiting
PATIENCE = 10  # seconds in a queue; whoever comes back later finds a shorter one
LONGEST = 20  # seconds that a reading may take: seven times what a search for a rare word in 50,000 spans does

_BUSY = "the server is busy with other requests; try again in a moment"
_TOO_LONG = "this takes too long and was stopped; ask for less, or try again in a moment"
_GONE = "whoever asked has gone"


class SlotQueue:
    """So many slots, and the requests that wait for one: whoever asks first gets one first."""

    def __init__(self, number: int, *, patience: float) -> None:
        self._free = Semaphore(number, fast_acquire=True)
        self._patience = patience

    @asynccontextmanager
    async def slot(self, request: Request) -> AsyncIterator[None]:
        """Hold a slot. Raises Overloaded when its patience is used up, and once the client has gone."""
        try:
            self._free.acquire_nowait()
        except WouldBlock:
            await self._wait(request)
        try:
            yield
        finally:
            self._free.release()

    async def _wait(self, request: Request) -> None:
        held = False
        with move_on_after(self._patience):
            async with create_task_group() as both:

                async def leave() -> None:
                    await gone(request)
                    both.cancel_scope.cancel()

                both.start_soon(leave)
                await self._free.acquire()
                held = True
                both.cancel_scope.cancel()
        if not held:
            raise Overloaded(_BUSY)


class ConnectionSlots:
    """The slots of one process. A request waits `patience` seconds for one; a reading ends after `longest`."""

    def __init__(self, *, readers: int = READERS, patience: float = PATIENCE, longest: float = LONGEST) -> None:
        self.reading = SlotQueue(readers, patience=patience)
        self.long_reading = SlotQueue(LONG_READERS, patience=patience)
        self.writing = SlotQueue(WRITERS, patience=patience)
        self.exporting = CapacityLimiter(EXPORTS)
        self.longest = longest


async def gone(request: Request) -> None:
    """Return once the client has gone. Of a change that is not noticed: whoever looks takes its body away."""
    if request.method not in {"GET", "HEAD"}:
        await sleep_forever()
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def reads_long(request: Request) -> None:
    """What a route that reads much of a run depends on first: its slots, and its time, are others than a page's."""
    request.state.reads_long = True


LONG = Depends(reads_long)


async def reading_slot(request: Request) -> AsyncIterator[CancelToken]:
    """A slot to read in, and what stops the reading once the client has gone, or its time is up."""
    slots = slots_of(request)
    queue = slots.long_reading if getattr(request.state, "reads_long", False) else slots.reading
    async with queue.slot(request):
        token = CancelToken()
        stopping = asyncio.create_task(_stop(request, token, after=slots.longest))
        try:
            yield token
        finally:
            stopping.cancel()


async def writing_slot(request: Request) -> AsyncIterator[None]:
    async with slots_of(request).writing.slot(request):
        yield


def slots_of(request: Request) -> ConnectionSlots:
    slots: ConnectionSlots = request.app.state.connections
    return slots


async def _stop(request: Request, token: CancelToken, *, after: float) -> None:
    """Once the client has gone, or the time is up."""
    why = _TOO_LONG
    with suppress(TimeoutError):
        async with asyncio.timeout(after):
            await gone(request)
            why = _GONE
    await to_thread.run_sync(token.cancel, why)
