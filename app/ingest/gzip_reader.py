"""Gzip data that comes in pieces: all its members, nothing after them, and never more than is asked for."""

import zlib


class GzipReader:
    """One reader for each stream; `zlib` itself stops at the end of the first member."""

    def __init__(self) -> None:
        self._member: zlib._Decompress | None = None

    @property
    def whole(self) -> bool:
        """Whether what was read so far ends where a member ends."""
        return self._member is not None and self._member.eof

    def read(self, piece: bytes, *, most: int) -> bytes:
        """What the next piece of the stream holds, in bytes at most `most`; the rest of such a piece is lost.

        Raises zlib.error for what is damaged, and for what follows a member and is none. Zeros may: they fill up
        the last block of a tape.
        """
        parts: list[bytes] = []
        while piece and most > 0:
            if self._member is None or self._member.eof:
                piece = piece.lstrip(b"\0") if self._member else piece
                if not piece:
                    break
                self._member = zlib.decompressobj(wbits=31)
            parts.append(self._member.decompress(piece, most))
            most -= len(parts[-1])
            piece = self._member.unused_data
        return b"".join(parts)
