"""What a process that serves or assembles, and does nothing else, sets for all of itself."""

import ctypes
import gc
import sys

# Seconds that one thread may keep others waiting: a page lets go of Python's lock at each of some 15 questions to the
# database, and gets it back from a thread that decodes a request only after so long. Python's own 5 ms make 75. Less
# than this, and two pages that are made at once take turns so often that each costs a fifth more.
_SWITCH_AFTER = 0.0005
_MMAP_THRESHOLD = -3  # mallopt(3)
_LARGE = 256 * 1024  # bytes


def share_with_threads() -> None:
    """For a process that answers several at once."""
    sys.setswitchinterval(_SWITCH_AFTER)


def settle() -> None:
    """To be called once, when all is imported that the process works with.

    What was imported is no garbage: to look through it holds up every page for a tenth of a second, and takes a tenth
    of the time of a batch. Large blocks are given back when they are free: glibc, once it has seen a body of 20 MB,
    would keep blocks of that size, and what lies above them, for good.
    """
    gc.freeze()
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # glibc's; others give back by themselves
    if mallopt is not None:
        mallopt(_MMAP_THRESHOLD, _LARGE)
