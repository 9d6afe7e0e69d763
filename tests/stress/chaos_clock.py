"""A server, and what makes runs beside it, by a clock that jumps by hours while writers write."""

import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from stress_outcome import Outcome, stressed
from stress_tally import Tally
from stressed_server import ROOT, StressedServer, running

JUMPS = (-3600, 0, -3600, 3600, -7200)  # seconds that the clock differs from the true one
EVERY = 4  # seconds
_PROGRAM = Path(__file__).with_name("clocked_program.py")
_LONGEST = 45  # seconds that a delivered trace may wait, on a busy machine


@dataclass
class ClockedServer(StressedServer):
    """Two processes of a test program that is told its time: the product has no such switch."""

    _assembler: subprocess.Popen | None = None

    def command(self) -> list[str]:
        return [sys.executable, str(_PROGRAM), "serve", str(self.port)]

    def start(self) -> None:
        self.set_clock(0)
        super().start()
        command = [sys.executable, str(_PROGRAM), "assemble"]
        with (self.home / "assembler.log").open("a") as told:
            self._assembler = subprocess.Popen(command, env=self.environment(), cwd=ROOT, stderr=told)

    def environment(self) -> dict[str, str]:
        return super().environment() | {"CLOCK": str(self.home / "clock"), "PYTHONPATH": str(ROOT)}

    def set_clock(self, seconds: int) -> None:
        new = self.home / "clock.new"
        new.write_text(str(seconds))
        new.replace(self.home / "clock")

    def end(self) -> None:
        super().end()
        if self._assembler is not None:
            self._assembler.kill()
            self._assembler.wait()


def by_a_clock_that_jumps(home: Path) -> Outcome:
    server = ClockedServer(home, f"sqlite:///{home / 'misstep.db'}", 1)

    def disturb(_tally: Tally) -> Sequence[str]:
        for seconds in JUMPS:
            time.sleep(EVERY)
            server.set_clock(seconds)
        return ()

    with running(server):
        found = stressed("clock that jumps by hours", server.url, [server], disturb=disturb, felt="200")
    if found.settled > _LONGEST:
        found.findings.lost.append(f"delivered traces waited {found.settled:.0f} s")
    return found
