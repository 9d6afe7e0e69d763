"""A server as a user would start it, whose processes are killed while it serves."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psutil

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 120  # seconds for a server to come up; a first start loads the bundled scenarios


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class StressedServer:
    """`misstep serve`. One of several processes is replaced by the server itself; an only one by us, at once."""

    home: Path
    url: str
    workers: int
    port: int = field(default_factory=_free_port)
    killed: list[int] = field(default_factory=list)
    _process: subprocess.Popen | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        return self._process.pid

    def command(self) -> list[str]:
        own = ("--port", str(self.port), "--workers", str(self.workers))
        return [sys.executable, "-m", "app.cli", "serve", *own]

    def environment(self) -> dict[str, str]:
        own = {"MISSTEP_HOME": str(self.home), "MISSTEP_DATABASE_URL": self.url, "MISSTEP_SECRET_KEY": "stress"}
        return os.environ | own

    def start(self) -> None:
        with (self.home / "server.log").open("a") as told:
            self._process = subprocess.Popen(self.command(), env=self.environment(), cwd=ROOT, stderr=told)
        self.wait()

    def wait(self) -> None:
        """Until it answers."""
        end = time.monotonic() + PATIENCE
        while not _answers(self.address):
            if time.monotonic() > end or self._process.poll() is not None:
                raise SystemExit(f"the server did not come up: {(self.home / 'server.log').read_text()[-2000:]}")
            time.sleep(0.1)

    def kill_serving(self) -> None:
        """Kill the serving process that has lived longest; it is back, or others serve, when this returns."""
        self._kill(self._victim())
        if self.workers == 1:
            self._process.wait()
            self.start()

    def kill_assembling(self) -> bool:
        """Kill a process that makes runs of what was delivered; says whether there was one."""
        children = psutil.Process(self._process.pid).children(recursive=True)
        victims = [child.pid for child in children if _runs(child, "assemble")]
        for victim in victims[:1]:
            self._kill(victim)
        return bool(victims)

    def _kill(self, victim: int) -> None:
        os.kill(victim, signal.SIGKILL)
        self.killed.append(victim)

    def stop(self) -> int:
        """Its exit code after it was told to end: 0, or the signal itself, which an only process passes on."""
        self._process.send_signal(signal.SIGTERM)
        return self._process.wait(PATIENCE)

    def end(self) -> None:
        """Whatever happened before."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()

    def _victim(self) -> int:
        if self.workers == 1:
            return self._process.pid
        children = psutil.Process(self._process.pid).children()
        serving = [child for child in children if _runs(child, "spawn_main")]
        return min(serving, key=lambda child: child.create_time()).pid


@contextmanager
def running(*servers: StressedServer) -> Iterator[StressedServer]:
    """Start them one after the other, and let none outlive the block, or a SIGTERM; the first of them."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        for server in servers:
            server.start()
        yield servers[0]
    finally:
        for server in servers:
            server.end()


def _runs(process: psutil.Process, word: str) -> bool:
    """Whether it lives and its command has this word."""
    try:
        return process.status() != psutil.STATUS_ZOMBIE and word in " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return False


def _answers(address: str) -> bool:
    try:
        urlopen(f"{address}/readyz", timeout=5).close()
    except (URLError, ConnectionError, TimeoutError):
        return False
    return True
