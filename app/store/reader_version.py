"""The version of the code that turns what was recorded into a stored run."""

from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

_ROOMS = ("domain", "ingest", "assembly", "replay", "store", "catalog")  # whose code decides what a recording becomes


@cache
def reader_version() -> str:
    """A digest of that code: it changes with any change of it, and is the same wherever the same code runs."""
    rooms = (Path(__file__).parent.parent / room for room in _ROOMS)
    return digest_of(path for room in rooms for path in sorted(room.rglob("*.py")))


def digest_of(files: Iterable[Path]) -> str:
    """Of the names and the contents of files, in their order."""
    digest = sha256()
    for path in files:
        digest.update(path.name.encode() + b"\0")
        digest.update(sha256(path.read_bytes()).digest())
    return digest.hexdigest()
