"""A folder for a PostgreSQL server of tests, which goes with its server when whoever made it ends, in whatever way.

A process of its own watches over it: it has the lock on the folder, and its standard input ends with its maker.
"""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

PREFIX = "misstep-server-"
_PATIENCE = 30  # seconds for a server to end; one that is told to end at once takes a tenth


@dataclass(frozen=True)
class ServerFolder:
    """An empty folder with its watcher. A server may be started in it, by any process."""

    path: Path
    watcher: subprocess.Popen[bytes]

    @classmethod
    def make(cls) -> "ServerFolder":
        """The name is given last, so that nobody finds the folder unwatched and sweeps it."""
        # Not below a folder of pytest's: another run of tests closes that to the server, which is no root's process.
        made = Path(tempfile.mkdtemp(prefix=f"new-{PREFIX}"))
        path = made.with_name(made.name.removeprefix("new-"))
        with _opened(made) as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            command = [sys.executable, __file__, str(path)]
            # A session of its own: Ctrl+C ends those who use the server, then it.
            watcher = subprocess.Popen(command, stdin=subprocess.PIPE, pass_fds=[lock], start_new_session=True)
        return cls(made.rename(path), watcher)

    def close(self) -> None:
        """Stop the server and remove the folder."""
        assert self.watcher.stdin is not None
        self.watcher.stdin.close()
        self.watcher.wait(_PATIENCE)


def sweep() -> None:
    """Stop and remove what nobody watches over any more, as after all processes were killed."""
    for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError), _opened(path) as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _clear(path)


def servers(path: Path) -> list[psutil.Process]:
    """The processes that serve, or prepare to serve, from this folder."""
    place = str(path.resolve())
    running = psutil.process_iter(["name", "cmdline"])
    return [each for each in running if each.info["name"] == "postgres" and place in (each.info["cmdline"] or ())]


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    lock = os.open(path, os.O_RDONLY)
    try:
        yield lock
    finally:
        os.close(lock)


def _clear(path: Path) -> None:
    _stop(path)
    shutil.rmtree(path, ignore_errors=True)
    _stop(path)  # one that was about to start


def _stop(path: Path) -> None:
    found = servers(path)
    for each in found:
        with suppress(psutil.NoSuchProcess):
            each.send_signal(signal.SIGQUIT)  # at once: nobody will read what it holds
    for each in psutil.wait_procs(found, _PATIENCE)[1]:
        with suppress(psutil.NoSuchProcess):
            each.kill()


if __name__ == "__main__":
    with closing(sys.stdin):
        sys.stdin.read()
    _clear(Path(sys.argv[1]))
