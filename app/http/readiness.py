"""Whether the database answers, asked by one thread at a time, whoever wants to know and however long it hangs."""

import asyncio

from anyio import CapacityLimiter, to_thread

from app.domain.errors import MisstepError, Overloaded
from app.store.engine import Store

WITHIN = 1.0  # seconds; what asks whether a server is ready waits for few
_SILENT = "the database does not answer; try again in a moment"


class Readiness:
    """Of one process."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._asking: asyncio.Task[str | MisstepError | None] | None = None
        self._thread = CapacityLimiter(1)  # apart from those that wait with pages

    async def revision(self) -> str | None:
        """The revision of the schema that the database is at. Raises Overloaded where it does not say so in time."""
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(to_thread.run_sync(self._ask, limiter=self._thread))
        done, _ = await asyncio.wait({self._asking}, timeout=WITHIN)
        if not done:
            raise Overloaded(_SILENT)
        found = self._asking.result()
        if isinstance(found, MisstepError):
            raise found
        return found

    def _ask(self) -> str | MisstepError | None:
        """An error is given, not raised: those who asked may no longer wait for it."""
        try:
            with self._store.reading() as work:
                return work.revision()
        except MisstepError as error:
            return error
