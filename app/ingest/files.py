"""Bytes with a name, and what is inside their compression, whatever the name says."""

import re
import zlib
from dataclasses import dataclass

import zstandard

from app.domain.errors import TraceRejected, TraceTooLarge
from app.ingest.gzip_reader import GzipReader
from app.ingest.limits import Limits

_CHUNK = 1024 * 1024
_PIECE = 64 * 1024  # what follows a member is copied, and a member can be as small as 20 bytes
_GZIP = b"\x1f\x8b"
_ZSTD = b"\x28\xb5\x2f\xfd"
_FOREIGN = {
    b"PK\x03\x04": "a zip archive; unpack it and give its files",
    b"PK\x05\x06": "a zip archive with nothing in it; give the files themselves",
    b"7z\xbc\xaf": "a 7z archive; unpack it and give its files",
    b"Rar!": "a rar archive; unpack it and give its files",
    b"\x89PNG": "a picture; give the trace that it shows",
    b"\xff\xd8\xff": "a picture; give the trace that it shows",
    b"GIF8": "a picture; give the trace that it shows",
    b"%PDF": "a PDF document; give the trace itself",
    b"SQLite format 3": "a SQLite database; export its traces with OTLP",
    b"PAR1": "a Parquet table; export the traces with OTLP instead",
    b"ARROW1": "an Arrow table; export the traces with OTLP instead",
    b"Obj\x01": "an Avro table; export the traces with OTLP instead",
    b"ORC": "an ORC table; export the traces with OTLP instead",
    b"\x80\x04\x95": "a pickle of Python, which is never read; write the spans with an OTLP exporter",
    b"\x80\x05\x95": "a pickle of Python, which is never read; write the spans with an OTLP exporter",
    b"BZh": "bzip2; only gzip and zstd are read",
    b"\xfd7zXZ": "xz; only gzip and zstd are read",
    b"\x04\x22\x4d\x18": "lz4; only gzip and zstd are read",
    b"\xff\x06\x00\x00sNaPpY": "snappy; only gzip and zstd are read",
    b"\xff\xfe": "UTF-16 text; save it as UTF-8",
    b"\xfe\xff": "UTF-16 text; save it as UTF-8",
}
_UTF_16 = re.compile(rb"[{\[]\0(?:[^\0]\0){3}|\0[{\[](?:\0[^\0]){3}")  # without the mark at its beginning
_TAR = slice(257, 262)  # where a tar archive says what it is


@dataclass(frozen=True, slots=True)
class NamedBytes:
    """The content of a file or request; the name is for messages only."""

    name: str
    body: bytes


def opened(file: NamedBytes, limits: Limits) -> bytes:
    """The bytes inside any gzip or zstd layers, told by their first bytes.

    Raises TraceRejected for an empty file, a truncated or damaged one, and one that grows past the limit.
    """
    body = file.body
    for _ in range(3):
        if body.startswith(_GZIP):
            body = _gunzip(file.name, body, limits.bytes)
        elif body.startswith(_ZSTD):
            body = _unzstd(file.name, body, limits.bytes)
    if len(body) > limits.bytes:
        raise TraceTooLarge(_too_large(file.name, limits.bytes))
    if not body.strip():
        raise TraceRejected(f"{file.name}: the file is empty; expected OTLP JSON, JSON lines or protobuf")
    foreign = _foreign(body)
    if foreign:
        raise TraceRejected(f"{file.name}: this is {foreign}; expected OTLP JSON, JSON lines or protobuf")
    return body


def _foreign(body: bytes) -> str | None:
    """What is told by the first bytes to be nothing that is read, and what to do."""
    if body[_TAR] == b"ustar":
        return "a tar archive; unpack it and give its files"
    if _UTF_16.match(body):
        return _FOREIGN[b"\xff\xfe"]
    return next((what for start, what in _FOREIGN.items() if body.startswith(start)), None)


def _gunzip(name: str, body: bytes, limit: int) -> bytes:
    """All members of a gzip file, never more than the limit in memory."""
    reader = GzipReader()
    parts: list[bytes] = []
    size = 0
    try:
        for start in range(0, len(body), _PIECE):
            for part in reader.parts(body[start : start + _PIECE]):
                parts.append(part)
                size += len(part)
                if size > limit:
                    raise TraceTooLarge(_too_large(name, limit))
    except zlib.error as error:
        raise TraceRejected(f"{name}: the gzip data is damaged after {size} bytes of content: {error}") from error
    if not reader.whole:
        raise TraceRejected(f"{name}: the gzip data ends after {size} bytes of content; copy the file again")
    return b"".join(parts)


def _unzstd(name: str, body: bytes, limit: int) -> bytes:
    try:
        with zstandard.ZstdDecompressor(max_window_size=2**27).stream_reader(body, read_across_frames=True) as reader:
            found = reader.read(limit + 1)
    except zstandard.ZstdError as error:
        raise TraceRejected(f"{name}: the zstd data is damaged: {error}") from error
    if len(found) > limit:
        raise TraceTooLarge(_too_large(name, limit))
    _check_complete(name, body, len(found))
    return found


def _check_complete(name: str, body: bytes, size: int) -> None:
    """A stream reader ends in silence where a frame is cut off; the frame's header tells its size."""
    inflater = zstandard.ZstdDecompressor(max_window_size=2**27).decompressobj()
    rest = body
    while rest:
        inflater = zstandard.ZstdDecompressor(max_window_size=2**27).decompressobj()
        for start in range(0, len(rest), _CHUNK):
            inflater.decompress(rest[start : start + _CHUNK])
            if inflater.eof:
                rest = inflater.unused_data + rest[start + _CHUNK :]
                break
        else:
            raise TraceRejected(f"{name}: the zstd data ends after {size} bytes of content; copy the file again")


def _too_large(name: str, limit: int) -> str:
    return f"{name}: more than {limit // 2**20} MiB after decompression; split the export into smaller files"
