"""How much of a recording Misstep takes, so that hostile bytes end in a sentence and not in a dead process."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one import: bytes after decompression, spans and log records, and nesting of one attribute."""

    bytes: int = 512 * 1024 * 1024  # twenty times the largest recorded run
    spans: int = 1_000_000
    depth: int = 100  # the limit that protobuf parsers set themselves


DEFAULT = Limits()
