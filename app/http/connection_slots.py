"""How many requests hold a connection to the database at a time; the others wait before they take a thread."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from anyio import Semaphore
from fastapi import Request

# A request opens its connection in one thread and is answered in a second. If more requests could hold one than there
# are, every thread would wait for a connection, and every connection for a thread. Some of `store.limits.CONNECTIONS`
# remain for what takes and returns one without a pause: the next steps of an export, a delivery, the retirer.
READERS = 10
WRITERS = 6  # apart, so that forms that wait for the database's lock keep no page waiting


@dataclass(frozen=True, slots=True)
class ConnectionSlots:
    """The slots of one process; whoever asks first gets one first."""

    reading: Semaphore = field(default_factory=lambda: Semaphore(READERS, fast_acquire=True))
    writing: Semaphore = field(default_factory=lambda: Semaphore(WRITERS, fast_acquire=True))


async def reading_slot(request: Request) -> AsyncIterator[None]:
    async with _slots(request).reading:
        yield


async def writing_slot(request: Request) -> AsyncIterator[None]:
    async with _slots(request).writing:
        yield


def _slots(request: Request) -> ConnectionSlots:
    slots: ConnectionSlots = request.app.state.connections
    return slots
