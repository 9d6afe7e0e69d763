"""Read the body of an OTLP request: its type, its encoding, and never more than the limit in memory."""

import zlib

from fastapi import Request

from app.domain.errors import Overloaded
from app.ingest.limits import Limits
from app.ingest.typed import JSON, PROTOBUF

LIMITS = Limits(bytes=64 * 2**20, spans=200_000)  # the collector's exporter sends 8,192 spans at most by default
MAX_READING = 256 * 2**20  # bytes of bodies held at once, by all requests together


class BodyRejected(Exception):
    """A body that can never be taken, with the status that says so."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


async def read_body(request: Request) -> tuple[bytes, str]:
    """The body without its encoding, and its media type.

    Raises Refused (400 damaged, 413 too large, 415 unknown type or encoding) and Overloaded.
    """
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type not in {PROTOBUF, JSON}:
        raise BodyRejected(415, f"Content-Type is {media_type or 'missing'!r}; send {PROTOBUF} or {JSON}")
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in {"identity", "gzip"}:
        raise BodyRejected(415, f"Content-Encoding is {encoding!r}; send gzip or none")
    state = request.app.state
    held = 0
    inflater = zlib.decompressobj(wbits=31) if encoding == "gzip" else None
    parts: list[bytes] = []
    try:
        async for chunk in request.stream():
            part = _inflated(inflater, chunk, room=LIMITS.bytes - held)
            held += len(part)
            state.reading += len(part)
            if state.reading > MAX_READING:
                raise Overloaded("too many requests are being read at once")
            parts.append(part)
    finally:
        state.reading -= held
    if inflater is not None and parts and not inflater.eof:
        raise BodyRejected(400, "the gzip data ends too early")
    return b"".join(parts), media_type


def _inflated(inflater: "zlib._Decompress | None", chunk: bytes, *, room: int) -> bytes:
    """What a chunk holds; one byte past the room tells that there is too much."""
    if inflater is None:
        part = chunk
    else:
        try:
            part = inflater.decompress(chunk, room + 1)
        except zlib.error as error:
            raise BodyRejected(400, f"the gzip data is damaged: {error}") from error
    if len(part) > room:
        raise BodyRejected(413, f"more than {LIMITS.bytes // 2**20} MiB; send smaller batches")
    return part
