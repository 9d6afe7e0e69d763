"""`misstep assemble`: make runs of what the receiver took."""

import os
import resource
import signal
import stat
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

_MEMORY_AT_LEAST, _MEMORY_AT_MOST = 2**30, 2**32  # bytes; between them a quarter of what the machine has
_NICE = 19  # whoever waits for a page goes first
_IDLE = timedelta(seconds=30)  # to start again takes one second


def assemble() -> None:
    """Make runs of what was delivered, until nothing more comes. `serve` starts it, and ends it over a pipe."""
    from app.cli.configuration import configured  # noqa: PLC0415  # a quick --help opens no database
    from app.cli.own_process import settle  # noqa: PLC0415
    from app.edge import clock, new_id  # noqa: PLC0415
    from app.inbox.assemble_all import assemble_all  # noqa: PLC0415
    from app.store.engine import open_existing  # noqa: PLC0415
    from app.store.schema import require_current  # noqa: PLC0415

    store = open_existing(configured().database_url)
    require_current(store.engine)
    stopping = Event()
    _end_with_whoever_began(stopping)
    os.nice(_NICE)
    _give_way_in_memory()
    settle()
    assemble_all(store, clock=clock, new_id=new_id, idle=_IDLE, until=stopping)
    store.close()


def _end_with_whoever_began(stopping: Event) -> None:
    """A server holds a pipe to us, and Ctrl+C is for it; whoever holds none, as with `< /dev/null`, has Ctrl+C."""
    if _is_pipe(0):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        Thread(target=_wait_for_end_of_input, args=(stopping,), daemon=True).start()
    else:
        signal.signal(signal.SIGINT, lambda *_: stopping.set())


def _give_way_in_memory() -> None:
    """A trace that takes too much ends here, as an error, or else this process ends and not the server beside it."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    most = max(_MEMORY_AT_LEAST, min(pages // 4, _MEMORY_AT_MOST))
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    with suppress(ValueError, OSError):  # a system that knows no such limit
        resource.setrlimit(resource.RLIMIT_DATA, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
    with suppress(OSError):  # Linux alone asks whom to end first
        Path("/proc/self/oom_score_adj").write_text("1000")


def _is_pipe(handle: int) -> bool:
    try:
        mode = os.fstat(handle).st_mode
    except OSError:  # it was closed before we began
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)


def _wait_for_end_of_input(stopping: Event) -> None:
    while os.read(0, 1024):  # not through sys.stdin, whose lock would be held when the process ends
        pass
    stopping.set()
