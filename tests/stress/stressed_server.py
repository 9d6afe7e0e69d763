"""A server as a user would start it, whose processes are killed while it serves."""

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psutil

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 120  # seconds for a server to come up; a first start loads the bundled scenarios
KILL_EVERY = 10  # seconds


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

    def start(self) -> None:
        command = [sys.executable, "-m", "app.cli", "serve", "--port", str(self.port), "--workers", str(self.workers)]
        own = {"MISSTEP_HOME": str(self.home), "MISSTEP_DATABASE_URL": self.url, "MISSTEP_SECRET_KEY": "stress"}
        with (self.home / "server.log").open("a") as told:
            self._process = subprocess.Popen(command, env={**os.environ, **own}, cwd=ROOT, stderr=told)
        end = time.monotonic() + PATIENCE
        while not _answers(self.address):
            if time.monotonic() > end or self._process.poll() is not None:
                raise SystemExit(f"the server did not come up: {(self.home / 'server.log').read_text()[-2000:]}")
            time.sleep(0.1)

    def kill_now_and_then(self, seconds: int) -> None:
        """Kill one serving process every ten seconds, the one that has lived longest, for so many seconds."""
        began = time.monotonic()
        for moment in range(KILL_EVERY, seconds, KILL_EVERY):
            time.sleep(max(0.0, began + moment - time.monotonic()))
            victim = self._victim()
            os.kill(victim, signal.SIGKILL)
            self.killed.append(victim)
            if self.workers == 1:
                self._process.wait()
                self.start()

    def stop(self) -> int:
        """Its exit code after it was told to end: 0, or the signal itself, which an only process passes on."""
        self._process.send_signal(signal.SIGTERM)
        return self._process.wait(PATIENCE)

    def _victim(self) -> int:
        if self.workers == 1:
            return self._process.pid
        children = psutil.Process(self._process.pid).children()
        alive = [child for child in children if child.status() != psutil.STATUS_ZOMBIE]
        serving = [child for child in alive if "spawn_main" in " ".join(child.cmdline())]
        return min(serving, key=lambda child: child.create_time()).pid


def _answers(address: str) -> bool:
    try:
        urlopen(f"{address}/readyz", timeout=5).close()
    except (URLError, ConnectionError, TimeoutError):
        return False
    return True
