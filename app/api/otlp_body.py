"""Read the body of an OTLP request: its type, its encoding, and never more than the limit in memory."""

import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import Request
from starlette.exceptions import HTTPException

from app.domain.errors import Overloaded
from app.http.otlp_answer import media_type_of
from app.http.priority import Turn
from app.ingest.gzip_reader import GzipReader
from app.ingest.limits import Limits
from app.ingest.typed import JSON, PROTOBUF

LIMITS = Limits(bytes=64 * 2**20, spans=200_000)  # the collector's exporter sends 8,192 spans at most by default
MAX_READING = 256 * 2**20  # bytes of bodies held at once, by all requests, those that wait to be taken in too


class BodyRejected(HTTPException):
    """A body that can never be taken, with the status and the sentence that say so."""


@asynccontextmanager
async def held_body(request: Request) -> AsyncIterator[tuple[bytes, str]]:
    """The body without its encoding, and its media type. It counts as held until the block ends.

    Raises BodyRejected (400 damaged, 413 too large, 415 unknown type or encoding) and Overloaded.
    """
    media_type, reader = _kind(request)
    state = request.app.state
    held = 0
    parts: list[bytes] = []
    turn = Turn(state)
    try:
        async for chunk in request.stream():
            part = _decoded(reader, chunk, room=LIMITS.bytes - held)
            held += len(part)
            state.reading += len(part)
            if state.reading > MAX_READING:
                raise Overloaded("too many requests are being read at once")
            parts.append(part)
            await turn.wait()
        if reader is not None and not reader.whole:
            raise BodyRejected(400, "the gzip data ends too early")
        body = b"".join(parts)
        parts.clear()
        yield body, media_type
    finally:
        state.reading -= held


def _kind(request: Request) -> tuple[str, GzipReader | None]:
    """The media type, and what decodes the body if that is encoded."""
    media_type = media_type_of(request)
    if media_type not in {PROTOBUF, JSON}:
        raise BodyRejected(415, f"Content-Type is {media_type or 'missing'!r}; send {PROTOBUF} or {JSON}")
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in {"identity", "gzip"}:
        raise BodyRejected(415, f"Content-Encoding is {encoding!r}; send gzip or none")
    return media_type, GzipReader() if encoding == "gzip" else None


def _decoded(reader: GzipReader | None, chunk: bytes, *, room: int) -> bytes:
    """What a chunk holds; one byte past the room tells that there is too much."""
    try:
        part = chunk if reader is None else reader.read(chunk, most=room + 1)
    except zlib.error as error:
        raise BodyRejected(400, f"the gzip data is damaged: {error}") from error
    if len(part) > room:
        raise BodyRejected(413, f"more than {LIMITS.bytes // 2**20} MiB; send smaller batches")
    return part
