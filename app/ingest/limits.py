"""How much of a recording Misstep takes, so that hostile bytes end in a sentence and not in a dead process."""

from dataclasses import dataclass

from app.domain.errors import TraceRejected


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one import: bytes after decompression, spans and log records, and nesting of one attribute."""

    bytes: int = 512 * 1024 * 1024  # twenty times the largest recorded run
    spans: int = 1_000_000
    depth: int = 100  # the limit that protobuf parsers set themselves

    def check(self, count: int, *, place: str) -> None:
        """Raises TraceRejected where so many spans and log records are too many."""
        if count > self.spans:
            raise TraceRejected(f"{place}: more than {self.spans} spans and log records; split the export")


DEFAULT = Limits()
