"""A server whose disk is full for a while: a small file system where one can be mounted, else a limit on its files."""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import psutil
from stress_outcome import Outcome, stressed
from stress_tally import Tally
from stressed_server import StressedServer, running

ROOM = 2 * 2**20  # bytes that are left
LARGE = 2**30
ENOUGH = 12  # answers of 503
PATIENCE = 40  # seconds to fill the disk


class Disk(Protocol):
    """What can be made full, and free again."""

    name: str

    def fill(self, server: StressedServer) -> None: ...

    def free(self, server: StressedServer) -> None: ...


@dataclass(frozen=True)
class SmallDisk:
    """A tmpfs of its own."""

    folder: Path
    name: str = "full disk (a tmpfs)"

    def fill(self, _server: StressedServer) -> None:
        _mount("remount", f"size={_used(self.folder) + ROOM}", self.folder)

    def free(self, _server: StressedServer) -> None:
        _mount("remount", f"size={LARGE}", self.folder)


@dataclass(frozen=True)
class LimitedFiles:
    """No file of the server's processes may grow: what a quota says, though with another error (EFBIG)."""

    folder: Path
    name: str = "full disk (RLIMIT_FSIZE, no tmpfs here)"

    def fill(self, server: StressedServer) -> None:
        largest = max(file.stat().st_size for file in self.folder.iterdir())
        self._limit(server, largest + ROOM)

    def free(self, server: StressedServer) -> None:
        self._limit(server, resource.RLIM_INFINITY)

    def _limit(self, server: StressedServer, size: int) -> None:
        for process in (psutil.Process(server.pid), *psutil.Process(server.pid).children(recursive=True)):
            process.rlimit(psutil.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def on_a_full_disk(home: Path) -> Outcome:
    folder = home / "disk"
    folder.mkdir()
    with _disk(folder) as disk:
        server = StressedServer(home, f"sqlite:///{folder / 'misstep.db'}", 1)

        def disturb(tally: Tally) -> Sequence[str]:
            time.sleep(2)
            disk.fill(server)
            until = time.monotonic() + PATIENCE
            while tally.answers["503"] < ENOUGH and time.monotonic() < until:
                time.sleep(0.2)
            full = tally.answers["503"] >= ENOUGH
            disk.free(server)
            time.sleep(4)
            return () if full else (f"only {tally.answers['503']} answers were 503: the disk was not full",)

        with running(server):
            return stressed(disk.name, server.url, [server], disturb=disturb, felt="503")


@contextmanager
def _disk(folder: Path) -> Iterator[Disk]:
    """A tmpfs if this process may mount one."""
    try:
        _mount("size", f"size={LARGE}", folder)
    except (OSError, subprocess.CalledProcessError):
        print("no tmpfs can be mounted here: the sizes of files are limited instead", file=sys.stderr)
        yield LimitedFiles(folder)
        return
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _mount(how: str, size: str, folder: Path) -> None:
    if os.geteuid() != 0:
        raise PermissionError("only root mounts")
    options = size if how == "size" else f"{how},{size}"
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], check=True, capture_output=True)


def _used(folder: Path) -> int:
    found = os.statvfs(folder)
    return (found.f_blocks - found.f_bfree) * found.f_frsize
