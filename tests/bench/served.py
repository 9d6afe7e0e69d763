"""The runs that are measured, imported once, and the servers that serve them, as a user would start them."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import long_runs
import orjson

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
KEPT = ROOT / "build/bench"
SIZES = (100, 1_000, 10_000, 50_000)
PATIENCE = 60  # seconds for a server to come up; a first start loads the bundled scenarios
_SHAPING = (
    "app/domain",
    "app/ingest",
    "app/assembly",
    "app/replay",
    "app/store",
    "tests/bench/long_runs.py",
    "tests/bench/bench_text.py",
)


@dataclass(frozen=True, slots=True)
class Imported:
    """A run in the database, and how long its import took, the start of the command included."""

    id: str
    spans: int
    steps: int
    seconds: float


def home() -> tuple[Path, tuple[Imported, ...]]:
    """A home with a run of each size in it; kept until the code that shapes runs changes."""
    folder = KEPT / _key()
    told = folder / "runs.json"
    if not told.exists():
        shutil.rmtree(KEPT, ignore_errors=True)
        folder.mkdir(parents=True)
        made = [_import(size, folder) for size in SIZES]
        told.write_bytes(orjson.dumps(made))
    return folder, tuple(Imported(**run) for run in orjson.loads(told.read_bytes()))


def _key() -> str:
    digest = sha256()
    for place in _SHAPING:
        files = sorted((ROOT / place).rglob("*.py")) or [ROOT / place]
        for file in files:
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _import(size: int, folder: Path) -> Imported:
    file = folder / "run.jsonl"
    print(f"importing {size:,} spans", file=sys.stderr)
    long_runs.write_run(file, spans=size)
    began = time.perf_counter()
    command = [*_misstep(), "import", str(file), "--json"]
    done = subprocess.run(command, env=_env(folder), cwd=ROOT, capture_output=True, check=True)
    seconds = time.perf_counter() - began
    file.unlink()
    (run,) = orjson.loads(done.stdout)["runs"]
    return Imported(id=run["run"], spans=run["spans"], steps=run["steps"], seconds=seconds)


@dataclass(frozen=True, slots=True)
class Server:
    """One that runs; `seconds` passed from its command to its first answer."""

    address: str
    process: int
    seconds: float


@contextmanager
def misstep(folder: Path, *, database_url: str = "") -> Iterator[Server]:
    """`misstep serve` over a home, and over a database elsewhere where one is named."""
    port = _free_port()
    env = _env(folder) | (
        {"MISSTEP_DATABASE_URL": database_url, "MISSTEP_SECRET_KEY": "bench"} if database_url else {}
    )
    with _running([*_misstep(), "serve", "--port", str(port)], env, f"http://127.0.0.1:{port}") as server:
        yield server


@contextmanager
def floor() -> Iterator[Server]:
    """The floor page."""
    port = _free_port()
    command = [sys.executable, str(HERE / "floor_page.py"), str(port)]
    with _running(command, dict(os.environ), f"http://127.0.0.1:{port}") as server:
        yield server


@contextmanager
def _running(command: list[str], env: dict[str, str], address: str) -> Iterator[Server]:
    began = time.perf_counter()
    server = subprocess.Popen(command, env=env, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        _wait_for(server, f"{address}/healthz")
        yield Server(address, server.pid, time.perf_counter() - began)
    finally:
        server.terminate()
        server.wait()


def _wait_for(server: subprocess.Popen, url: str) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            urlopen(url, timeout=PATIENCE).close()
        except (URLError, ConnectionError):
            time.sleep(0.02)
        else:
            return
    raise SystemExit(f"{server.args} did not come up; start it by hand to see why")


def _misstep() -> list[str]:
    return [sys.executable, "-m", "app.cli"]


def _env(folder: Path) -> dict[str, str]:
    own = {"MISSTEP_HOME": str(folder), "PYTHONPATH": str(ROOT)}
    return {name: value for name, value in os.environ.items() if not name.startswith("MISSTEP_")} | own


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
