"""Write to a server for a minute while its processes are killed, and see that nothing is lost and nothing is twice.

Run by `make stress`: four processes on PostgreSQL, then one on SQLite. Exits 1 on any loss.
"""

import signal
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import postgres
from stress_audit import Findings, audit, settle
from stress_tally import Tally
from stress_writers import Pair, Writer
from stressed_server import KILL_EVERY, StressedServer

from app.store.engine import open_store

SECONDS = 60
WRITERS = 8
SHOWN = 20  # sentences


@dataclass
class Outcome:
    """What one minute brought."""

    name: str
    tally: Tally
    findings: Findings
    killed: int
    settled: float
    exit_code: int

    @property
    def wrong(self) -> tuple[str, ...]:
        """Everything that must not be, a stress that did not stress included."""
        found = self.findings
        told = [*found.lost, *found.twice, *found.unsound, *self.tally.errors]
        if self.killed < SECONDS // KILL_EVERY - 1:
            told.append(f"only {self.killed} processes were killed")
        if not (
            self.tally.claims and self.tally.opened and self.tally.spans and self.tally.answers["broken connection"]
        ):
            told.append("no writer was disturbed")
        if self.exit_code not in {0, -signal.SIGTERM}:
            told.append(f"the server ended with {self.exit_code}")
        return tuple(told)


def stressed(name: str, url: str, *, workers: int, home: Path) -> Outcome:
    server, tally = StressedServer(home, url, workers), Tally()
    server.start()
    pairs = [Pair(number) for number in range(WRITERS // 2)]
    killer = threading.Thread(target=server.kill_now_and_then, args=(SECONDS,))
    end = time.monotonic() + SECONDS
    killer.start()
    with ThreadPoolExecutor(WRITERS) as pool:
        for number in range(WRITERS):
            pool.submit(_write, Writer(number, server.address, pairs[number // 2], tally), end)
    killer.join()
    with closing(open_store(url)) as store:
        settled = settle(store)
        exit_code = server.stop()
        return Outcome(name, tally, audit(store, tally), len(server.killed), settled, exit_code)


def _write(writer: Writer, end: float) -> None:
    try:
        writer.write_until(end)
    except Exception as error:
        writer.tally.wrong(f"writer {writer.number} ended: {error!r}")
        raise


def table(outcomes: list[Outcome]) -> str:
    rows = [
        ("claims acknowledged", [sum(map(len, each.tally.claims.values())) for each in outcomes]),
        ("steps opened, acknowledged", [each.tally.opened.total() for each in outcomes]),
        ("traces / spans acknowledged", [_spans(each.tally) for each in outcomes]),
        ("processes killed", [each.killed for each in outcomes]),
        ("answers of 503", [each.tally.answers["503"] for each in outcomes]),
        ("broken connections", [each.tally.answers["broken connection"] for each in outcomes]),
        ("seconds until all was runs", [f"{each.settled:.0f}" for each in outcomes]),
        ("**lost**", [len(each.findings.lost) for each in outcomes]),
        ("**twice**", [len(each.findings.twice) for each in outcomes]),
        ("**other errors**", [len(each.tally.errors) for each in outcomes]),
        ("**unsound** (`misstep db check`)", [len(each.findings.unsound) for each in outcomes]),
    ]
    head = ["| |" + "".join(f" {each.name} |" for each in outcomes), "|---|" + "---|" * len(outcomes)]
    return "\n".join([*head, *(f"| {what} |" + "".join(f" {cell} |" for cell in cells) for what, cells in rows)])


def _spans(tally: Tally) -> str:
    return f"{len(tally.spans)} / {sum(map(len, tally.spans.values()))}"


def main() -> int:
    outcomes = []
    with tempfile.TemporaryDirectory(prefix="misstep-stress-") as folder, postgres.database() as new_database:
        for name, url, workers in (("PostgreSQL, 4 processes", new_database(), 4), ("SQLite, 1 process", "", 1)):
            home = Path(folder) / name.split(",", maxsplit=1)[0]
            home.mkdir()
            print(f"{name}: {WRITERS} writers, {SECONDS} seconds", file=sys.stderr)
            outcomes.append(stressed(name, url or f"sqlite:///{home / 'misstep.db'}", workers=workers, home=home))
    print(table(outcomes))
    for each in outcomes:
        for sentence in each.wrong[:SHOWN]:
            print(f"{each.name}: {sentence}", file=sys.stderr)
    return 1 if any(each.wrong for each in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
