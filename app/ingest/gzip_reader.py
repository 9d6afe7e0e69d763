"""Gzip data that comes in pieces: all its members, nothing after them, and never much at once."""

import zlib
from collections.abc import Iterator

PART = 2**20  # bytes that are decompressed at once: some two milliseconds
_PADDING = 2**20  # bytes of zeros after members, as on tapes; more is no padding
_MEMBERS = 100_000  # what is behind a member is copied, and one can be as small as 20 bytes


class GzipReader:
    """One reader for each stream; `zlib` itself stops at the end of the first member."""

    def __init__(self) -> None:
        self._member: zlib._Decompress | None = None
        self._members = 0
        self._padding = 0

    @property
    def whole(self) -> bool:
        """Whether what was read so far ends where a member ends."""
        return self._member is not None and self._member.eof

    def parts(self, piece: bytes) -> Iterator[bytes]:
        """What the next piece of the stream holds, in parts of a megabyte at most; whoever has enough stops asking.

        Raises zlib.error for what is damaged, and for what follows a member and is none. Zeros may: they fill up
        the last block of a tape.
        """
        while piece:
            if self._member is None or self._member.eof:
                piece = self._after_padding(piece)
                if not piece:
                    return
                self._member = self._next_member()
            part = self._member.decompress(piece, PART)
            piece = self._member.unused_data if self._member.eof else self._member.unconsumed_tail
            if part:
                yield part
            if not piece and len(part) == PART:
                yield from self._held_back()

    def _after_padding(self, piece: bytes) -> bytes:
        if self._member is None:
            return piece
        rest = piece.lstrip(b"\0")
        self._padding += len(piece) - len(rest)
        if self._padding > _PADDING:
            raise zlib.error(f"more than {_PADDING} zeros follow its end")
        if rest and not rest.startswith(b"\x1f"):
            raise zlib.error("something else follows its end")
        return rest

    def _next_member(self) -> "zlib._Decompress":
        self._members += 1
        if self._members > _MEMBERS:
            raise zlib.error(f"it has more than {_MEMBERS} members")
        return zlib.decompressobj(wbits=31)

    def _held_back(self) -> Iterator[bytes]:
        """What `zlib` has read already and keeps until it is asked again."""
        assert self._member is not None
        while part := self._member.decompress(b"", PART):
            yield part
