"""Tell of what the machine is short, where an error of the system says so: the same may succeed once it has some."""

from collections.abc import Iterator
from contextlib import contextmanager
from errno import EDQUOT, EMFILE, ENFILE, ENOMEM, ENOSPC

from app.domain.errors import DiskFull, Overloaded

NO_ROOM = "there is no room left on the disk, and nothing was kept: free some, then try again"
_SHORT = "the server is short of memory or open files; try again in a moment"


def shortage(error: BaseException) -> Overloaded | None:
    """The error of ours for want of room, memory or open files; none for anything else that can go wrong."""
    if isinstance(error, OSError) and error.errno in {ENOSPC, EDQUOT}:
        return DiskFull(NO_ROOM)
    if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno in {EMFILE, ENFILE, ENOMEM}):
        return Overloaded(_SHORT)
    return None


@contextmanager
def telling_shortage() -> Iterator[None]:
    """Raises Overloaded where the machine is short of something."""
    try:
        yield
    except (OSError, MemoryError) as error:
        if found := shortage(error):
            raise found from error
        raise
