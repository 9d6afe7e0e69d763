"""A server as a user would start it, over a home of its own: how it answers, how much memory it took at most."""

import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep

import psutil

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 90  # seconds; a first start loads the bundled scenarios, on a machine that does other things too


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    cookie: str


@dataclass(frozen=True)
class AttackedServer:
    process: subprocess.Popen
    port: int

    def ask(self, method: str, path: str, body=b"", **headers: str) -> Answer:
        """`content_type` is a header; a body that is an iterator is sent in chunks."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        with suppress(BrokenPipeError, ConnectionResetError):  # it was answered before it was all sent
            connection.request(method, path, body, named)
        found = connection.getresponse()
        answer = Answer(found.status, found.read(), found.getheader("Set-Cookie", "").partition(";")[0])
        connection.close()
        return answer

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)

    def runs(self) -> bytes:
        return self.ask("GET", "/api/runs").body

    def peak_mb(self) -> float:
        """Of the server itself, since it began."""
        told = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", told)[1]) / 1024

    def assemblers(self) -> list[psutil.Process]:
        children = psutil.Process(self.process.pid).children()
        return [child for child in children if "assemble" in child.cmdline()]


@contextmanager
def attacked_server(home: Path) -> Iterator[AttackedServer]:
    own = {"MISSTEP_HOME": str(home), "MISSTEP_DATABASE_URL": "", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "app.cli", "serve", "--port", "0"]
    process = subprocess.Popen(command, env={**os.environ, **own}, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    port = int(re.search(r"127\.0\.0\.1:(\d+)", process.stderr.readline())[1])
    rest = threading.Thread(target=process.stderr.read)  # nobody reads it, and a full pipe would hold up the server
    rest.start()
    server = AttackedServer(process, port)
    until(lambda: server.ask("GET", "/readyz").status == 200)
    try:
        yield server
    finally:
        process.terminate()
        process.wait(PATIENCE)
        rest.join()
        process.stderr.close()


def until(found):
    """What it finds in the end."""
    end = monotonic() + PATIENCE
    while monotonic() < end:
        with suppress(ConnectionError):
            if result := found():
                return result
        sleep(0.1)
    raise AssertionError("it did not come to pass")
