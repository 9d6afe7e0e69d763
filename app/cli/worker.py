"""One of several server processes, as `misstep serve --workers` starts it."""

import multiprocessing
import os
import signal
import threading
from multiprocessing.connection import wait

from fastapi import FastAPI

from app.cli.configuration import configured
from app.cli.own_process import settle, share_with_threads
from app.cli.terminal import make_plain
from app.main import create_app


def application() -> FastAPI:
    """The application of this process, which ends with the one that started it, however that one ends."""
    make_plain()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    made = create_app(configured(), assemblers=0)  # the process that started it has them
    share_with_threads()
    settle()
    return made


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None, "a worker is started by the server"
    wait([parent.sentinel])
    os.kill(os.getpid(), signal.SIGTERM)
