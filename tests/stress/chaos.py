"""Write to servers through everything that can happen to them, and see that nothing acknowledged is lost.

Run by `make chaos`: fifty `kill -9` on both databases (on SQLite two servers share the file), a database that another
process locks for 40 seconds, a full disk, and a clock that is set back an hour. Exits 1 on any loss, on any answer
after which a client does not ask again, and where it did not disturb as it says.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import postgres
from chaos_clock import by_a_clock_that_jumps
from chaos_disk import on_a_full_disk
from chaos_lock import behind_a_lock
from stress_outcome import Outcome, stressed, told
from stress_tally import Tally
from stressed_server import StressedServer, running

KILLS = 25  # on each database
KILL_EVERY = 1.5  # seconds; half of them hit a server, half what makes runs


def killed(name: str, url: str, *servers: StressedServer, kills: int, assemblers: bool = True) -> Outcome:
    """Processes of these servers, which share a database, are killed one after the other."""

    def disturb(_tally: Tally) -> Sequence[str]:
        done = 0
        while done < kills:
            for each in servers:
                each.wait()
            time.sleep(KILL_EVERY)
            server = servers[done // 2 % len(servers)]
            if not (assemblers and done % 2 and server.kill_assembling()):
                server.kill_serving()
            done += 1
        return ()

    with running(*servers):
        return stressed(name, url, servers, disturb=disturb, felt="broken connection")


def main() -> int:
    began = time.monotonic()
    outcomes = []
    with tempfile.TemporaryDirectory(prefix="misstep-chaos-") as folder, ExitStack() as ending:
        stages = _short(Path(folder)) if "--short" in sys.argv else _whole(Path(folder), ending)
        for stage in stages:
            outcomes.append(stage())
            told_of = outcomes[-1]
            print(f"{time.monotonic() - began:4.0f} s  {told_of.name}: {len(told_of.wrong)} wrong", file=sys.stderr)
    return told(outcomes)


def _whole(folder: Path, ending: ExitStack) -> Sequence[Callable[[], Outcome]]:
    def on_postgresql() -> Outcome:
        url = ending.enter_context(postgres.database())()
        return killed("kill -9, PostgreSQL", url, StressedServer(_home(folder, "postgresql"), url, 4), kills=KILLS)

    return (
        on_postgresql,
        lambda: _two_on_a_file(_home(folder, "sqlite"), kills=KILLS),
        lambda: behind_a_lock(_home(folder, "locked")),
        lambda: on_a_full_disk(_home(folder, "full")),
        lambda: by_a_clock_that_jumps(_home(folder, "clock")),
    )


def _short(folder: Path) -> Sequence[Callable[[], Outcome]]:
    """What takes half a minute: what makes runs is not killed, as nobody takes up what it had for a minute."""
    return (lambda: _two_on_a_file(_home(folder, "sqlite"), kills=3, assemblers=False),)


def _two_on_a_file(home: Path, **options: Any) -> Outcome:
    url = f"sqlite:///{home / 'misstep.db'}"
    servers = [StressedServer(home, url, 1) for _ in range(2)]
    return killed("kill -9, two servers on one SQLite file", url, *servers, **options)


def _home(folder: Path, name: str) -> Path:
    made = folder / name
    made.mkdir()
    return made


if __name__ == "__main__":
    sys.exit(main())
