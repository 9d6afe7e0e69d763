"""Send a long answer piece by piece, as those under way take turns."""

from collections.abc import AsyncIterator, Iterator
from itertools import chain

from anyio import to_thread
from fastapi import Request
from fastapi.responses import StreamingResponse

from app.http.connection_slots import slots_of


def file_of(request: Request, pieces: Iterator[bytes], *, name: str, media_type: str) -> StreamingResponse:
    """A file to keep. What goes wrong before its first piece is answered as an error."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    first = next(pieces)
    return StreamingResponse(_in_turn(request, chain([first], pieces)), media_type=media_type, headers=headers)


async def _in_turn(request: Request, pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    """One piece after another; none is made for a client that has gone."""
    limiter = slots_of(request).exporting
    while (piece := await to_thread.run_sync(next, pieces, None, limiter=limiter)) is not None:
        yield piece
