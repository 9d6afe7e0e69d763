"""Read the body of an OTLP request: its type, its encoding, and never more than the limit in memory."""

import asyncio
import zlib
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

from fastapi import Request
from starlette.exceptions import HTTPException

from app.api.held_bodies import HeldBodies, HeldBody
from app.domain.errors import Overloaded
from app.http.otlp_answer import media_type_of
from app.http.priority import Turn
from app.ingest.gzip_reader import GzipReader
from app.ingest.limits import Limits
from app.ingest.typed import JSON, PROTOBUF

# As many bytes as the collector's own receiver takes: 2,300 spans of the 9 KB that those of agents have. A text is
# four times as large once decoded, if there is one emoji in it. The collector sends 8,192 spans at most by default.
LIMITS = Limits(bytes=20 * 2**20, spans=200_000, traces=10_000, elements=1_000_000)
MAX_READING = 80 * 2**20  # bytes of bodies held at once, by all requests, those that wait to be taken in too


@asynccontextmanager
async def held_body(request: Request, *, sender: str) -> AsyncIterator[tuple[bytes, str]]:
    """The body without its encoding, and its media type. It counts as held until the block ends.

    Raises HTTPException (400 damaged, 408 too slow, 413 too large, 415 unknown type or encoding) and Overloaded.
    """
    media_type, reader = _kind(request)
    held: HeldBodies = request.app.state.reading
    body = HeldBody(sender, asyncio.get_running_loop().time(), asyncio.timeout(None))
    held.coming.append(body)
    try:
        whole = await _whole(request, reader, body)
        held.settle(body)
        yield whole, media_type
    finally:
        held.end(body)


async def _whole(request: Request, reader: GzipReader | None, body: HeldBody) -> bytes:
    """All of it. Others have their turn after each megabyte at most, however much a chunk expands to."""
    held: HeldBodies = request.app.state.reading
    turn = Turn(request.app.state)
    clock = asyncio.get_running_loop().time
    parts: list[bytes] = []
    try:
        async with body.ended:
            async for chunk in request.stream():
                for part in _decoded(reader, chunk):
                    if body.size + len(part) > LIMITS.bytes:
                        raise HTTPException(413, f"more than {LIMITS.bytes // 2**20} MiB; send smaller batches")
                    held.hold(body, len(part), now=clock())
                    parts.append(part)
                    await asyncio.sleep(0)
                    await turn.wait()
    except TimeoutError as error:
        raise Overloaded("other requests needed the memory, and this one came too slowly; send it again") from error
    if reader is not None and not reader.whole:
        raise HTTPException(400, "the gzip data ends too early")
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _kind(request: Request) -> tuple[str, GzipReader | None]:
    """The media type, and what decodes the body if that is encoded."""
    media_type = media_type_of(request)
    if media_type not in {PROTOBUF, JSON}:
        raise HTTPException(415, f"Content-Type is {media_type or 'missing'!r}; send {PROTOBUF} or {JSON}")
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in {"identity", "gzip"}:
        raise HTTPException(415, f"Content-Encoding is {encoding!r}; send gzip or none")
    return media_type, GzipReader() if encoding == "gzip" else None


def _decoded(reader: GzipReader | None, chunk: bytes) -> Iterator[bytes]:
    """What a chunk holds, in parts."""
    try:
        yield from [chunk] if reader is None else reader.parts(chunk)
    except zlib.error as error:
        raise HTTPException(400, f"the gzip data is damaged: {error}") from error
