"""What a process that serves, and does nothing else, sets for all of itself."""

import gc
import sys

# Seconds that one thread may keep others waiting: a page lets go of Python's lock at each of some 15 questions to the
# database, and gets it back from a thread that decodes a request only after so long. Python's own 5 ms make 75. Less
# than this, and two pages that are made at once take turns so often that each costs a fifth more.
_SWITCH_AFTER = 0.0005


def serve_alone() -> None:
    """To be called once, when all is imported that the process serves with."""
    sys.setswitchinterval(_SWITCH_AFTER)
    gc.freeze()  # what was imported is no garbage; to look through it holds up every page for a tenth of a second
