"""How much of a recording Misstep takes, so that hostile bytes end in a sentence and not in a dead process."""

from dataclasses import dataclass

from app.domain.errors import TraceTooLarge


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one import: bytes after decompression, what is made of them, and the nesting of one attribute.

    Elements are the messages of protobuf, empty ones too, or what comes to the same in JSON: see `elements.py`.
    """

    bytes: int = 512 * 1024 * 1024  # twenty times the largest recorded run
    spans: int = 1_000_000  # and log records
    traces: int = 1_000_000  # each is rows of its own
    elements: int = 60_000_000  # a million spans of thirty attributes, of two messages each
    depth: int = 100  # the limit that protobuf parsers set themselves

    def check(self, count: int, *, place: str) -> None:
        """Raises TraceRejected where so many spans and log records are too many."""
        if count > self.spans:
            raise TraceTooLarge(f"{place}: more than {self.spans} spans and log records; split the export")


DEFAULT = Limits()
