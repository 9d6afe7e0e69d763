"""A server whose SQLite file another process keeps locked for longer than anybody waits."""

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from stress_outcome import Outcome, stressed
from stress_tally import Tally
from stressed_server import StressedServer, running

LOCKED = 40  # seconds
_LOCKER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=60)
connection.execute("begin immediate")
print("locked", flush=True)
sys.stdin.read()
connection.rollback()
"""


def behind_a_lock(home: Path) -> Outcome:
    file = home / "misstep.db"
    server = StressedServer(home, f"sqlite:///{file}", 1)

    def disturb(_tally: Tally) -> Sequence[str]:
        time.sleep(2)
        command = [sys.executable, "-c", _LOCKER, str(file)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as locker:
            locked = locker.stdout.readline()
            time.sleep(LOCKED)
            locker.stdin.close()
        time.sleep(2)
        return () if locked else ("the database was not locked",)

    with running(server):
        return stressed(f"locked for {LOCKED} s", server.url, [server], disturb=disturb, felt="503")
