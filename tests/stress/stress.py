"""Write to a server for a minute while its processes are killed, and see that nothing is lost and nothing is twice.

Run by `make stress`: four processes on PostgreSQL, then one on SQLite. Exits 1 on any loss.
"""

import sys
import tempfile
import time
from pathlib import Path

import postgres
from stress_outcome import WRITERS, Outcome, stressed, told
from stress_tally import Tally
from stressed_server import StressedServer, running

SECONDS = 60
KILL_EVERY = 10  # seconds


def killed_now_and_then(name: str, url: str, *, workers: int, home: Path) -> Outcome:
    with running(StressedServer(home, url, workers)) as server:

        def disturb(_tally: Tally) -> list[str]:
            """Kill one serving process every ten seconds, the one that has lived longest."""
            began = time.monotonic()
            for moment in range(KILL_EVERY, SECONDS, KILL_EVERY):
                time.sleep(max(0.0, began + moment - time.monotonic()))
                server.kill_serving()
            enough = len(server.killed) >= SECONDS // KILL_EVERY - 1
            return [] if enough else [f"only {len(server.killed)} processes were killed"]

        return stressed(name, url, [server], disturb=disturb, felt="broken connection")


def main() -> int:
    outcomes = []
    with tempfile.TemporaryDirectory(prefix="misstep-stress-") as folder, postgres.database() as new_database:
        for name, url, workers in (("PostgreSQL, 4 processes", new_database(), 4), ("SQLite, 1 process", "", 1)):
            home = Path(folder) / name.split(",", maxsplit=1)[0]
            home.mkdir()
            print(f"{name}: {WRITERS} writers, {SECONDS} seconds", file=sys.stderr)
            file = f"sqlite:///{home / 'misstep.db'}"
            outcomes.append(killed_now_and_then(name, url or file, workers=workers, home=home))
    return told(outcomes)


if __name__ == "__main__":
    sys.exit(main())
