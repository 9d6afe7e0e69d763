"""`misstep assemble`: make runs of what the receiver took."""

import gc
import os
import signal
import sys
from datetime import timedelta
from threading import Event, Thread

_NICE = 19  # whoever waits for a page goes first
_IDLE = timedelta(seconds=30)  # to start again takes one second


def assemble() -> None:
    """Make runs of what was delivered, until nothing more comes or the standard input ends. `serve` starts it."""
    from app.cli.configuration import configured  # noqa: PLC0415  # a quick --help opens no database
    from app.edge import clock, new_id  # noqa: PLC0415
    from app.inbox.assemble_all import assemble_all  # noqa: PLC0415
    from app.store.engine import open_store  # noqa: PLC0415

    store = open_store(configured().database_url)
    stopping = Event()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server, which then ends our standard input
    Thread(target=_wait_for_end_of_input, args=(stopping,), daemon=True).start()
    os.nice(_NICE)
    gc.freeze()  # what was imported is no garbage and need not be looked through: a tenth of the time of a batch
    assemble_all(store, clock=clock, new_id=new_id, idle=_IDLE, until=stopping)
    store.close()


def _wait_for_end_of_input(stopping: Event) -> None:
    while os.read(sys.stdin.fileno(), 1024):  # not through sys.stdin, whose lock would be held when the process ends
        pass
    stopping.set()
