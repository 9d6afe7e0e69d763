"""The version of the code that turns what was recorded into a stored run."""

from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

_ROOMS = ("domain", "ingest", "assembly", "replay", "store", "catalog")  # whose code decides what a recording becomes


@cache
def reader_version() -> str:
    """A digest of that code: it changes with any change of it, and is the same wherever the same code runs."""
    app = Path(__file__).parent.parent
    return digest_of(app, (path for room in _ROOMS for path in sorted((app / room).rglob("*.py"))))


def digest_of(folder: Path, files: Iterable[Path]) -> str:
    """Of the contents of files, in their order, and of where in the folder each of them lies."""
    digest = sha256()
    for path in files:
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        digest.update(sha256(path.read_bytes()).digest())
    return digest.hexdigest()
